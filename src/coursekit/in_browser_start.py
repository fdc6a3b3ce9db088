"""What IPython runs before the first cell under JupyterLite, where `PYTHONSTARTUP` names this file.

A cell that imports the library and uses a table at once would run before the library could hold it back.
"""

__import__("coursekit")  # without a name, since whatever has one here is there in the student's cells
