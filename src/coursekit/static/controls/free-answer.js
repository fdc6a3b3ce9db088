/** Free writing: the answer is { text, marks }. After a first version is kept, the rubric is there to mark it by. */
function control(content, uid) {
  const area = make("textarea", { id: `${uid}-text`, rows: 8, dir: "auto", spellcheck: true, maxLength: 8000 });
  const label = make("label", { htmlFor: area.id, textContent: `Your answer, ${content.least} words or more` });
  const count = make("p", { className: "ck-aside", id: `${uid}-count` });
  const rubric = make("div", { className: "ck-rubric" });
  let marks = {};
  let drawn = false;

  const tell = () => {
    const words = area.value.split(/\s+/).filter(Boolean).length;
    count.textContent = `${words} ${words === 1 ? "word" : "words"}`;
  };

  const mark = (point, at, how) => {
    const input = make("input", {
      type: "radio",
      name: `${uid}-point-${at}`,
      id: `${uid}-point-${at}-${content.marks.indexOf(how)}`,
      value: how,
      checked: marks[point.name] === how,
    });
    input.addEventListener("change", () => (marks = { ...marks, [point.name]: how }));
    return make("label", { className: "ck-mark", htmlFor: input.id }, input, make("span", { textContent: how }));
  };

  const drawRubric = (data) => {
    const rows = data.points.map((point, at) =>
      make(
        "fieldset",
        { className: "ck-point" },
        make("legend", {}, html("span", "", point.text_html)),
        make("div", { className: "ck-marks" }, ...content.marks.map((how) => mark(point, at, how))),
      ),
    );
    const title = (words) => make("p", { className: "ck-title", textContent: words });
    rubric.replaceChildren(
      title("A model answer"),
      html("div", "ck-model-text", data.answer_html),
      html("div", "ck-model-text", data.because_html),
      title("Your own marks: does your answer do this?"),
      ...rows,
      make("p", { className: "ck-aside", textContent: "Mark each point, change your answer if you like, and check again to keep both." }),
    );
  };

  area.addEventListener("input", tell);
  area.setAttribute("aria-describedby", count.id);
  tell();
  return {
    node: make("div", { className: "ck-free" }, label, area, count, rubric),
    first: area,
    read: () => ({ text: area.value, marks }),
    write: (answer) => {
      area.value = answer.text ?? "";
      marks = { ...answer.marks };
      tell();
    },
    reset: () => {
      area.value = "";
      marks = {};
      drawn = false;
      rubric.replaceChildren();
      tell();
    },
    reveal: (data) => {
      if (drawn || !data.points) return;
      drawn = true;
      drawRubric(data);
    },
  };
}
