// A file is given to the reader, into the folder of downloads. One at a time: browsers ask where a click gives several.
export function hand(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
