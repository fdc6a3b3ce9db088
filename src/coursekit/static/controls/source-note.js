/** A source note: the answer is { aspect: { choice, words } }, the words as pairs of numbers. */
function control(content, uid) {
  const aspect = (each, at) => {
    const name = `${uid}-${at}`;
    const select = make("select", { id: `${name}-choice` }, make("option", { value: "", textContent: "Choose an answer" }));
    for (const choice of each.choices) select.append(make("option", { value: choice.name, textContent: choice.text }));
    const label = make("label", { htmlFor: select.id, textContent: each.asks });
    const parts = [label, select];
    const marker = each.wants_words ? wordMarker(content.paragraphs, name, `Words that support your answer to: ${each.asks}`) : null;
    if (marker) {
      const summary = make("summary", { textContent: "Mark the words that support it" });
      parts.push(make("details", { className: "ck-support" }, summary, marker.node));
    }
    return { name: each.name, select, marker, node: make("div", { className: "ck-aspect" }, ...parts) };
  };
  const aspects = content.aspects.map(aspect);
  const passage = content.paragraphs.map((texts) => make("p", { textContent: texts.join(" ") }));
  const write = (answer) => {
    for (const { name, select, marker } of aspects) {
      select.value = answer[name]?.choice ?? "";
      if (select.selectedIndex < 0) select.value = "";
      marker?.write(answer[name]?.words);
    }
  };
  const text = make("blockquote", { className: "ck-quoted", attributes: { "aria-label": content.title } }, ...passage);
  return {
    node: make("div", { className: "ck-note-form" }, text, ...aspects.map(({ node }) => node)),
    first: aspects[0].select,
    read: () =>
      Object.fromEntries(
        aspects.map(({ name, select, marker }) => [name, { choice: select.value, words: marker?.read() ?? [] }]),
      ),
    write,
    reset: () => write({}),
  };
}
