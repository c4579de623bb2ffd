"use strict";
// The page: a draft goes to /api/check on this machine and comes back marked up. Nothing else is asked for.
(() => {
  const $ = (id) => document.getElementById(id);
  const draft = $("draft"), copy = $("copy"), status = $("status"), queries = $("queries"), filters = $("filters");
  const sources = $("sources"), edit = $("edit"), paper = document.querySelector(".paper");
  const token = new URLSearchParams(location.search).get("token");
  const hidden = { severity: new Set(), pack: new Set() };
  let name = "draft.txt", answer = null, timer = 0, asked = 0, file = null;

  const element = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) k === "class" ? (e.className = v) : e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const headers = () => ({ "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) });
  const editing = (on) => {
    draft.hidden = !on;
    copy.hidden = on;
    edit.setAttribute("aria-pressed", String(on));
    edit.textContent = on ? "Mark up" : "Edit";
  };

  const check = async () => {
    const mine = ++asked;
    const body = file ? { data: file, path: name } : { text: draft.value, path: name };
    if (!file && !draft.value.trim()) return clear();
    status.textContent = "Reading…";
    try {
      const reply = await fetch("api/check", { method: "POST", headers: headers(), body: JSON.stringify(body) });
      const got = await reply.json();
      if (mine !== asked) return;
      if (!reply.ok) throw new Error(got.error || reply.statusText);
      answer = got;
      if (file) {
        // a word processor's file: from here on its text is what is edited
        file = null;
        draft.value = got.text;
        if (["docx", "odt", "rtf"].includes(got.format)) name = name.replace(/\.\w+$/, ".txt");
      }
      show();
    } catch (e) {
      if (mine === asked) status.textContent = `Not read: ${e.message}`;
    }
  };
  const clear = () => {
    answer = null;
    status.textContent = "Paste a draft, or drop a file.";
    queries.replaceChildren();
    filters.replaceChildren();
    sources.hidden = true;
    $("save").disabled = true;
    editing(true);
  };

  const show = () => {
    const found = answer.findings;
    copy.innerHTML = answer.marked; // made by the server, everything of the draft escaped
    const count = (level) => found.filter((f) => f.severity === level).length;
    const parts = ["error", "warning", "suggestion"].filter(count).map((l) => `${count(l)} ${l}${count(l) === 1 ? "" : "s"}`);
    status.textContent = parts.length ? parts.join(", ") : "No queries.";
    queries.replaceChildren(...found.map(query));
    if (!found.length) queries.replaceChildren(element("li", { class: "clean" }, "No queries."));
    drawFilters();
    drawSources();
    $("save").disabled = false;
    filter();
  };

  const query = (f, i) => {
    const head = element("button", { class: "head", type: "button", "aria-expanded": "false" });
    head.append(element("span", { class: "level" }, f.severity), " ", element("span", { class: "at" }, `${f.line}:${f.column}`), " ", f.message, " ", element("code", {}, f.rule));
    const item = element("li", { class: `query ${f.severity}`, id: `q${i}` }, head);
    head.addEventListener("click", () => open(i, item, head));
    const offers = f.suggestions.map((s) => {
      const b = element("button", { type: "button", class: "apply" }, s || "(delete)");
      b.addEventListener("click", () => apply(f, s));
      return b;
    });
    if (offers.length) item.append(element("div", { class: "offers" }, ...offers));
    if (f.also.length) item.append(element("ul", { class: "also" }, ...f.also.map((a) => element("li", {}, a.message, " ", element("code", {}, a.rule)))));
    return item;
  };
  const open = async (i, item, head) => {
    light(i);
    const old = item.querySelector(".why");
    if (old) {
      old.remove();
      head.setAttribute("aria-expanded", "false");
      return;
    }
    const reply = await fetch(`api/rules/${answer.findings[i].rule}`, { headers: headers() });
    if (!reply.ok) return;
    const rule = await reply.json();
    const why = element("div", { class: "why" }, element("p", {}, rule.why || rule.summary), ...rule.standards.map((s) => element("p", {}, s)));
    if (rule.good.length) why.append(element("p", {}, "Fine: ", rule.good[0]));
    item.append(why);
    head.setAttribute("aria-expanded", "true");
  };
  const light = (i) => {
    document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
    const item = $(`q${i}`);
    item?.classList.add("lit");
    item?.scrollIntoView({ block: "nearest" });
    const mark = [...copy.querySelectorAll("mark")].find((m) => m.dataset.findings.split(" ").includes(String(i)));
    if (mark && !copy.hidden) {
      mark.classList.add("lit");
      mark.scrollIntoView({ block: "nearest" });
    }
  };
  const apply = (f, suggestion) => {
    // offsets are code points; the draft is UTF-16 here
    const points = [...answer.text];
    const text = points.slice(0, f.offset).join("") + suggestion + points.slice(f.end_offset).join("");
    draft.value = text;
    status.textContent = "Changed.";
    check();
  };

  const drawFilters = () => {
    const boxes = [];
    for (const kind of ["severity", "pack"]) {
      const counts = new Map();
      for (const f of answer.findings) {
        const key = kind === "severity" ? f.severity : f.rule.split("/")[0];
        counts.set(key, (counts.get(key) || 0) + 1);
      }
      for (const key of [...counts.keys()].sort()) {
        const box = element("input", { type: "checkbox" });
        box.checked = !hidden[kind].has(key);
        box.addEventListener("change", () => {
          box.checked ? hidden[kind].delete(key) : hidden[kind].add(key);
          filter();
        });
        boxes.push(element("label", { class: `${kind} ${key}` }, box, ` ${key} `, element("b", {}, String(counts.get(key)))));
      }
    }
    filters.replaceChildren(...boxes);
  };
  const filter = () => {
    const shown = answer.findings.map((f) => !hidden.severity.has(f.severity) && !hidden.pack.has(f.rule.split("/")[0]));
    shown.forEach((on, i) => ($(`q${i}`).hidden = !on));
    for (const m of copy.querySelectorAll("mark")) m.classList.toggle("off", !m.dataset.findings.split(" ").some((i) => shown[i]));
  };
  const drawSources = () => {
    const rows = answer.sources.map((a) => {
      const kind = a.source ? a.source.kind : "nobody";
      const cells = [a.line, a.source ? a.source.text : "—", kind, a.cue ? a.cue.text : "—"].map((c) => element("td", {}, String(c)));
      return element("tr", { class: kind === "vague" || kind === "nobody" ? "weak" : "" }, ...cells);
    });
    sources.hidden = !rows.length;
    sources.querySelector("summary").textContent = `Who says what: ${rows.length}`;
    sources.querySelector("tbody").replaceChildren(...rows);
  };

  const take = async (f) => {
    name = f.name;
    const bytes = new Uint8Array(await f.arrayBuffer());
    let binary = "";
    for (let i = 0; i < bytes.length; i += 32768) binary += String.fromCharCode(...bytes.subarray(i, i + 32768));
    file = btoa(binary);
    editing(false);
    check();
  };

  draft.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  });
  draft.addEventListener("paste", () => setTimeout(() => { editing(false); check(); }, 0));
  edit.addEventListener("click", () => {
    const on = draft.hidden;
    editing(on);
    if (on) draft.focus();
    else check();
  });
  $("open").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", (e) => e.target.files[0] && take(e.target.files[0]));
  $("save").addEventListener("click", () => {
    const link = element("a", { href: URL.createObjectURL(new Blob([draft.value], { type: "text/plain" })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  for (const kind of ["dragover", "dragenter"]) {
    document.addEventListener(kind, (e) => {
      e.preventDefault();
      paper.classList.add("over");
    });
  }
  document.addEventListener("dragleave", () => paper.classList.remove("over"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    paper.classList.remove("over");
    if (e.dataTransfer.files[0]) take(e.dataTransfer.files[0]);
  });
  const chosen = (target) => {
    const mark = target.closest?.("mark");
    if (mark) light(mark.dataset.lead);
    return mark;
  };
  copy.addEventListener("click", (e) => chosen(e.target));
  copy.addEventListener("keydown", (e) => {
    if ((e.key === "Enter" || e.key === " ") && chosen(e.target)) e.preventDefault();
  });
  editing(true);
})();
