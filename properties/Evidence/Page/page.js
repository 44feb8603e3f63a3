/*
 * What makes the page easier to use where there is a script: filters of the time machine, a button beside each command that copies it, and
 * pictures that are wider than the screen show the moment of the violation first.
 */
(() => {
  /* An element with attributes and what is inside. */
  function make(name, attributes, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  /* ---- filters of the table revision by property ---- */

  function addFilters(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1), rows = [...table.tBodies[0].rows];
    const name = make("input", { type: "search", size: 22, placeholder: "BoundedMemory" });
    const revision = make("select", {}, make("option", { value: "" }, "all revisions"), ...heads.map((head, i) => make("option", { value: i + 1 }, head.textContent)));
    const violated = make("input", { type: "checkbox" }), fresh = make("input", { type: "checkbox" });
    const shown = make("span", { role: "status" });
    const form = make("div", { class: "filters" }, make("label", {}, "Property ", name), make("label", {}, "Revision ", revision),
      make("label", {}, violated, " violated only"), make("label", {}, fresh, " new findings only"), shown);
    form.addEventListener("input", apply);
    table.parentElement.before(form);

    function apply() {
      const column = Number(revision.value), wanted = name.value.trim().toLowerCase();
      heads.forEach((head, i) => { head.hidden = column > 0 && column !== i + 1; });
      let count = 0;
      for (const row of rows) {
        const cells = [...row.cells].slice(1);
        cells.forEach((cell, i) => {
          cell.hidden = column > 0 && column !== i + 1;
          cell.classList.toggle("dimmed", (fresh.checked && !cell.dataset.new) || (violated.checked && !cell.matches(".bad, .alarm")));
        });
        const isWanted = row.cells[0].textContent.toLowerCase().includes(wanted)
          && ((!fresh.checked && !violated.checked) || cells.some(cell => !cell.hidden && !cell.classList.contains("dimmed")));
        row.hidden = !isWanted;
        if (isWanted) count++;
      }
      shown.textContent = count === rows.length ? "" : `${count} of ${rows.length} properties`;
    }
  }

  /* ---- commands ---- */

  function addCopy(code) {
    const button = make("button", { type: "button", class: "copy" }, "copy");
    button.setAttribute("aria-label", "Copy: " + code.textContent);
    button.addEventListener("click", () => navigator.clipboard.writeText(code.textContent)
      .then(() => { button.textContent = "copied"; }, () => { button.textContent = "cannot copy"; }));
    code.after(button);
  }

  /* ---- pictures ---- */

  function showViolation(fold) {
    for (const picture of fold.querySelectorAll("svg.picture")) {
      const box = picture.closest(".scroll"), mark = picture.querySelector("line.broken");
      if (box && mark && box.scrollWidth > box.clientWidth) {
        const x = mark.getBoundingClientRect().left - picture.getBoundingClientRect().left;
        box.scrollLeft = x - box.clientWidth * .7;
      }
    }
  }

  document.querySelectorAll("table.matrix").forEach(addFilters);
  for (const code of document.querySelectorAll("figcaption code, li code")) if (/^netback /.test(code.textContent)) addCopy(code);
  document.addEventListener("toggle", event => { if (event.target.open) showViolation(event.target); }, true);
  showViolation(document);
})();
