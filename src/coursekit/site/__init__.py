"""The course as a static site: a start page, pages to read, and JupyterLite to work in, with nothing to install."""
