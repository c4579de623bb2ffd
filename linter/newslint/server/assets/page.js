"use strict";
// The page: a draft goes to /api/check on this machine and comes back marked up. Nothing else is asked for.
(() => {
  const $ = (id) => document.getElementById(id);
  const draft = $("draft"), copy = $("copy"), status = $("status"), queries = $("queries"), filters = $("filters");
  const sources = $("sources"), edit = $("edit"), tabs = [$("tab-queries"), $("tab-sources")];
  const token = new URLSearchParams(location.search).get("token");
  const LEVELS = ["error", "warning", "suggestion"];
  const FOOTING = { "named-person": "named person", "named-organization-or-document": "named body or document", "unnamed-but-described": "described" };
  const hidden = { severity: new Set(), pack: new Set() };
  const past = []; // texts before each fix
  let name = "draft.txt", answer = null, timer = 0, asked = 0, file = null, asking = null;

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
    edit.textContent = on ? "Mark up" : "Edit";
  };

  const check = async () => {
    const mine = ++asked;
    asking?.abort(); // an older text is no longer worth reading
    asking = new AbortController();
    const body = file ? { data: file, path: name } : { text: draft.value, path: name };
    if (!file && !draft.value.trim()) return clear();
    status.textContent = "Reading…";
    try {
      const reply = await fetch("api/check", { method: "POST", headers: headers(), body: JSON.stringify(body), signal: asking.signal });
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
    furnished(false);
    sources.hidden = true;
    $("save").disabled = true;
    editing(true);
  };

  const furnished = (on) => {
    $("welcome").hidden = on;
    for (const id of ["tabs", "filters", "keys"]) $(id).hidden = !on;
  };
  const turnTo = (tab) => {
    for (const t of tabs) {
      t.setAttribute("aria-selected", String(t === tab));
      t.tabIndex = t === tab ? 0 : -1;
      $(t.getAttribute("aria-controls")).hidden = t !== tab;
    }
    $("tabs").parentElement.scrollTop = 0;
  };

  const show = () => {
    furnished(true);
    const found = answer.findings;
    copy.innerHTML = answer.marked; // made by the server, everything of the draft escaped
    const count = (level) => found.filter((f) => f.severity === level).length;
    const parts = LEVELS.filter(count).map((l) => `${count(l)} ${l}${count(l) === 1 ? "" : "s"}`);
    status.textContent = parts.length ? parts.join(", ") : "No queries.";
    queries.replaceChildren(...found.map(query));
    if (!found.length) queries.replaceChildren(element("li", { class: "clean" }, "No queries."));
    drawFilters();
    drawSources();
    tabs[0].textContent = `Queries ${found.length}`;
    $("save").disabled = false;
    filter();
  };

  const query = (f, i) => {
    const head = element("button", { class: "head", type: "button", "aria-expanded": "false" });
    const meta = element("span", { class: "meta" }, element("span", { class: "level" }, f.severity), element("span", { class: "at" }, `line ${f.line}`), element("code", { title: f.rule }, f.rule), element("span", { class: "why-hint", "aria-hidden": "true" }, "why?"));
    head.append(meta, f.message);
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
    if ($("queries").hidden) turnTo(tabs[0]);
    document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
    const item = $(`q${i}`);
    item?.classList.add("lit");
    item?.scrollIntoView({ block: "nearest" });
    const mark = [...copy.querySelectorAll("mark")].find((m) => m.dataset.findings.split(" ").includes(String(i)));
    if (mark && !copy.hidden) {
      mark.classList.add("lit");
      mark.scrollIntoView({ block: "center" });
    }
  };
  const apply = (f, suggestion) => {
    // offsets are code points; the draft is UTF-16 here
    const points = [...answer.text];
    const text = points.slice(0, f.offset).join("") + suggestion + points.slice(f.end_offset).join("");
    past.push(draft.value);
    $("undo").disabled = false;
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
      const order = kind === "severity" ? LEVELS.filter((l) => counts.has(l)) : [...counts.keys()].sort();
      for (const key of order) {
        const box = element("input", { type: "checkbox" });
        box.checked = !hidden[kind].has(key);
        box.addEventListener("change", () => {
          box.checked ? hidden[kind].delete(key) : hidden[kind].add(key);
          label.classList.toggle("out", !box.checked);
          filter();
        });
        const label = element("label", { class: `${kind} ${key}${box.checked ? "" : " out"}` }, box, `${key} `, element("b", {}, String(counts.get(key))));
        boxes.push(label);
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
      const cells = [a.line, a.source ? a.source.text : "—", FOOTING[kind] || kind, a.cue ? a.cue.text : "—"].map((c) => element("td", {}, String(c)));
      return element("tr", { class: kind === "vague" || kind === "nobody" ? "weak" : "" }, ...cells);
    });
    tabs[1].textContent = `Sources ${rows.length}`;
    sources.querySelector("tbody").replaceChildren(...rows);
  };

  const take = async (f) => {
    name = f.name;
    const bytes = new Uint8Array(await f.arrayBuffer());
    let binary = "";
    for (let i = 0; i < bytes.length; i += 32768) binary += String.fromCharCode(...bytes.subarray(i, i + 32768));
    file = btoa(binary);
    past.length = 0;
    $("undo").disabled = true;
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
  $("undo").addEventListener("click", () => {
    draft.value = past.pop();
    $("undo").disabled = !past.length;
    check();
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
      document.body.classList.add("over");
    });
  }
  document.addEventListener("dragleave", () => document.body.classList.remove("over"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    document.body.classList.remove("over");
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
  for (const tab of tabs) tab.addEventListener("click", () => turnTo(tab));
  $("tabs").addEventListener("keydown", (e) => {
    if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
    const other = tabs[0].getAttribute("aria-selected") === "true" ? tabs[1] : tabs[0];
    turnTo(other);
    other.focus();
  });
  const step = (by) => {
    const shown = [...queries.querySelectorAll(".query:not([hidden])")];
    const at = shown.findIndex((q) => q.classList.contains("lit"));
    const next = shown[at < 0 && by < 0 ? shown.length - 1 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (!next) return;
    light(next.id.slice(1));
    next.querySelector(".head").focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (e) => {
    if (!answer || e.ctrlKey || e.metaKey || e.altKey || e.target.matches("textarea, input")) return;
    if (e.key === "j" || e.key === "k") step(e.key === "j" ? 1 : -1);
    else if (e.key === "e") edit.click();
    else return;
    e.preventDefault();
  });
  editing(true);
})();
