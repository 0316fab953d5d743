"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const data = JSON.parse(element("data").textContent);
  const table = element("customers");
  const box = element("window");
  const body = table.tBodies[0];
  const search = element("search");
  const status = element("status");
  const numberFormat = new Intl.NumberFormat("en-US");
  // As tall as the style sheet makes a row.
  const rowHeight = () => body.querySelector("tr:not(.room)")?.getBoundingClientRect().height || 34;
  const overscan = 12;
  // Browsers lay out no more on paper within a minute.
  const printedMax = 20000;
  const textCount = data.texts;
  let shown = data.rows.map((_, index) => index);
  let sorting = { column: 0, direction: 1 };
  let height = 34;
  let range = [-1, -1];

  const cell = (row, column) => {
    const value = data.rows[row][column];
    const node = document.createElement(column === 0 ? "th" : "td");
    if (column === 0) node.scope = "row";
    if (column < textCount) {
      const text = document.createElement("bdi");
      text.textContent = value;
      node.append(text);
      node.title = value;
      if (column === data.pkid) node.className = "code";
    } else {
      node.className = "number";
      node.textContent = data.settings.includes(column) ? (value ? "Y" : "N") : numberFormat.format(value);
    }
    return node;
  };

  const rowOf = (row, place) => {
    const node = document.createElement("tr");
    node.setAttribute("aria-rowindex", String(place + 2));
    for (let column = 0; column < data.rows[row].length; column += 1) node.append(cell(row, column));
    return node;
  };

  // Room for rows that are not there, so that the scroll bar tells the truth.
  const room = (count) => {
    const node = document.createElement("tr");
    node.className = "room";
    node.setAttribute("aria-hidden", "true");
    const filler = document.createElement("td");
    filler.colSpan = data.width;
    filler.style.height = `${count * height}px`;
    node.append(filler);
    return node;
  };

  const show = (first, end) => {
    range = [first, end];
    const rows = [];
    if (first > 0) rows.push(room(first));
    for (let place = first; place < end; place += 1) rows.push(rowOf(shown[place], place));
    if (end < shown.length) rows.push(room(shown.length - end));
    body.replaceChildren(...rows);
  };

  const update = (isForced) => {
    const first = Math.max(0, Math.floor(box.scrollTop / height) - overscan);
    const end = Math.min(shown.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + overscan);
    if (isForced || first !== range[0] || end !== range[1]) show(first, end);
  };

  const tell = () => {
    table.setAttribute("aria-rowcount", String(shown.length + 1));
    const all = numberFormat.format(data.rows.length);
    status.textContent =
      shown.length === data.rows.length ? `${all} customers` : `${numberFormat.format(shown.length)} of ${all} customers`;
  };

  const compare = (left, right) => {
    const a = data.rows[left][sorting.column];
    const b = data.rows[right][sorting.column];
    if (a === b) return left - right;
    return (a < b ? -1 : 1) * sorting.direction;
  };

  const refresh = () => {
    const wanted = search.value.trim().toLowerCase();
    shown = [];
    for (let row = 0; row < data.rows.length; row += 1) {
      const isFound = data.rows[row].slice(0, textCount).some((text) => text.toLowerCase().includes(wanted));
      if (wanted === "" || isFound) shown.push(row);
    }
    shown.sort(compare);
    box.scrollTop = 0;
    update(true);
    tell();
  };

  // Paper shows neither the search nor how many customers there are.
  const tellWhatIsPrinted = (count) => {
    const found = search.value.trim() === "" ? "" : `, of those found by "${search.value.trim()}"`;
    element("capped").textContent =
      `This print has ${numberFormat.format(count)} of ${numberFormat.format(data.rows.length)} customers${found}.`;
    element("capped").classList.toggle("hidden", count === data.rows.length);
  };

  // What is shown, in its order: RFC 4180, and a byte order mark, by which spreadsheets know UTF-8.
  const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const save = () => {
    const line = (fields) => `${fields.map(field).join(",")}\r\n`;
    const rows = shown.map((row) =>
      line(data.rows[row].map((value, column) => (data.settings.includes(column) ? (value ? "Y" : "N") : String(value)))));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", line(data.titles), ...rows], { type: "text/csv;charset=utf-8" }));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  element("save").addEventListener("click", save);

  const heads = [...table.tHead.rows[0].cells];
  // Browsers repeat no buttons on further sheets.
  const showButtons = (isShown) =>
    heads.forEach((head, column) => {
      const [title, button] = [titles[column], buttons[column]];
      if (isShown) button.append(title);
      head.replaceChildren(isShown ? button : title);
    });
  const titles = heads.map((head) => head.firstElementChild);
  const buttons = heads.map(() => document.createElement("button"));
  heads.forEach((head, column) => {
    const button = buttons[column];
    button.type = "button";
    button.addEventListener("click", () => {
      // Numbers begin with the largest, texts with the first.
      const first = column < textCount ? 1 : -1;
      const isAgain = sorting.column === column && head.hasAttribute("aria-sort");
      sorting = { column, direction: isAgain ? -sorting.direction : first };
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sorting.direction > 0 ? "ascending" : "descending");
      refresh();
    });
  });
  heads[0].setAttribute("aria-sort", "ascending");
  showButtons(true);

  search.addEventListener("input", refresh);
  box.addEventListener("scroll", () => update(false), { passive: true });
  window.addEventListener("resize", () => update(true));
  window.addEventListener("beforeprint", () => {
    showButtons(false);
    show(0, Math.min(printedMax, shown.length));
    body.querySelectorAll(".room").forEach((node) => node.remove());
    tellWhatIsPrinted(Math.min(printedMax, shown.length));
  });
  window.addEventListener("afterprint", () => {
    showButtons(true);
    element("capped").classList.add("hidden");
    update(true);
  });
  element("tools").classList.remove("hidden");
  element("capped").classList.add("hidden");
  refresh();
  height = rowHeight();
  update(true);
})();
