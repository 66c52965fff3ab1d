/* The sections of the application: questions that depend on another, the stage, figures that paste.
   Without this file every question is shown and everything is typed. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const french = new Intl.NumberFormat("fr-FR");
  const valuesOf = (name) => new FormData(form).getAll(name).filter((value) => typeof value === "string" && value !== "");
  const changed = (element) => {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // A question shows when the one it depends on has, or has not, one of these answers.
  const questions = [...form.querySelectorAll("[data-when]")];
  const show = () => {
    questions.forEach((question) => {
      const wanted = question.dataset.values.split(" ");
      const met = valuesOf(question.dataset.when).some((value) => wanted.includes(value.trim()));
      const hide = met === ("unless" in question.dataset);
      // What holds the focus, or an error, is not taken away.
      question.hidden = hide && !question.contains(document.activeElement) && !question.querySelector(".has-error");
    });
  };
  form.addEventListener("change", show);
  form.addEventListener("input", show);
  show();

  // The stage of employment follows the headcount.
  const stage = form.querySelector("[data-stage]");
  const headcount = form.elements.headcount;
  if (stage && headcount) {
    const names = ["« projet »", "« primo-employeur »", "« employeur »"];
    headcount.addEventListener("input", () => {
      const typed = headcount.value.replace(/\s/g, "");
      stage.textContent = /^\d+$/.test(typed) ? names[Math.min(Number(typed), 2)] : "à venir";
    });
  }

  // People: the spare ones show when they are asked for.
  const spare = [...form.querySelectorAll("fieldset[data-spare]")];
  const more = form.querySelector("[data-more-people]");
  if (more && spare.length) {
    spare.forEach((fieldset) => (fieldset.hidden = true));
    more.hidden = false;
    more.querySelector("button").addEventListener("click", () => {
      const next = spare.shift();
      next.hidden = false;
      next.querySelector("input").focus();
      more.hidden = !spare.length;
    });
  }

  // Figures: « 12 345,67 », results, and cells pasted from a spreadsheet.
  const table = form.querySelector("[data-paste]");
  if (!table) return;
  const number = (text) => {
    const bare = text.replace(/[\s\u00a0\u202f€]/g, "").replace(/^\((.*)\)$/, "-$1").replace("−", "-");
    const plain = /,/.test(bare) ? bare.replace(/\./g, "").replace(",", ".") : /^-?\d{1,3}(\.\d{3})+$/.test(bare) ? bare.replace(/\./g, "") : bare;
    return /^-?\d+(\.\d*)?$/.test(plain) ? Number(plain) : null;
  };
  const written = (text) => {
    const value = number(text);
    return value === null ? text.trim() : new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }).format(value);
  };
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input:not([type=hidden])")]);
  const results = () => {
    rows.forEach((cells) => {
      const [income, , , expenses] = cells.map((cell) => number(cell.value));
      const place = cells[0].closest("tr").querySelector("[data-result]");
      place.textContent = income === null || expenses === null ? "—" : french.format(Math.round((income - expenses) * 100) / 100);
    });
  };
  table.addEventListener("input", results);
  results();

  const said = form.querySelector("[data-paste-said]");
  table.addEventListener("paste", (event) => {
    const start = event.target.closest("input:not([type=hidden])");
    const text = event.clipboardData.getData("text/plain");
    if (!start || !/[\t\n]/.test(text.replace(/\s+$/, ""))) return; // one cell: as usual
    event.preventDefault();
    let lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    // Headings and years that came along are not figures.
    const years = rows.map((cells) => cells[0].closest("tr").querySelector("th").textContent.trim().slice(0, 4));
    let top = rows.findIndex((cells) => cells.includes(start));
    let left = rows[top].indexOf(start);
    if (lines.length > 1 && lines[0].every((cell) => number(cell) === null)) lines = lines.slice(1);
    const named = lines.every((line) => years.includes(line[0].trim())) && lines.some((line) => line.length > 1);
    let filled = 0;
    const over = [];
    lines.forEach((line, index) => {
      const row = named ? years.indexOf(line[0].trim()) : top + index;
      const cells = named ? line.slice(1) : line;
      cells.forEach((cell, offset) => {
        const input = rows[row] && rows[row][(named ? 0 : left) + offset];
        if (input) {
          if (cell.trim() === "") return; // an empty cell erases nothing
          input.value = written(cell);
          changed(input);
          filled += 1;
        } else if (cell.trim() !== "") over.push(cell.trim());
      });
    });
    results();
    const many = filled > 1 ? `${filled} cellules collées` : `${filled} cellule collée`;
    said.textContent = over.length
      ? `${many}. Sans place dans le tableau, à reporter vous-même : ${over.join(" ; ")}.`
      : `${many}. Vérifiez qu’elles sont au bon endroit.`;
    said.classList.toggle("is-warn", over.length > 0);
  });
})();
