"use strict";
(() => {
  const boxes = [...document.querySelectorAll(".filters input")];
  const off = (kind) => new Set(boxes.filter((b) => !b.checked && b.dataset[kind]).map((b) => b.dataset[kind]));
  const filter = () => {
    const levels = off("severity"), packs = off("pack");
    for (const q of document.querySelectorAll(".query")) q.hidden = levels.has(q.dataset.severity) || packs.has(q.dataset.pack);
    for (const draft of document.querySelectorAll(".draft")) {
      for (const m of draft.querySelectorAll("mark")) {
        const shown = m.dataset.findings.split(" ").some((i) => {
          const q = document.getElementById(`${draft.dataset.prefix}-q${i}`);
          return q && !q.hidden;
        });
        m.classList.toggle("off", !shown);
      }
    }
  };
  boxes.forEach((b) => b.addEventListener("change", filter));
  const light = (element) => {
    document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
    if (element) element.classList.add("lit");
  };
  const open = (m) => {
    const q = document.getElementById(`${m.closest(".draft").dataset.prefix}-q${m.dataset.lead}`);
    light(q);
    if (q) q.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (e) => {
    const m = e.target.closest("mark");
    if (m) open(m);
    const link = e.target.closest(".query a");
    if (link) {
      const i = link.closest(".query").id.split("-q").pop();
      const draft = link.closest(".draft");
      const mark = [...draft.querySelectorAll("mark")].find((x) => x.dataset.findings.split(" ").includes(i));
      light(mark);
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && e.target.matches("mark")) open(e.target);
  });
})();
