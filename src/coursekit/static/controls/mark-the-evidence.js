/** The words that carry a point: the answer is a list of pairs, number of the first and of the last word. */
function control(content, uid) {
  const marker = wordMarker(content.paragraphs, uid, `Words of “${content.title}”`);
  return {
    node: make("div", { className: "ck-evidence" }, marker.node),
    first: marker.first,
    read: marker.read,
    write: marker.write,
    reset: () => marker.write([]),
  };
}
