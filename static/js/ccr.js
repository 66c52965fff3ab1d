/* Small comforts; every page works without them. */
(() => {
  "use strict";

  // Menus: one click elsewhere or Escape closes them.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Filters are open where there is room.
  const wide = window.matchMedia("(min-width: 43.8rem)");
  const begin = (root) => {
    root.querySelectorAll("details[data-filters]").forEach((filters) => {
      if (wide.matches) filters.open = true;
    });
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    root.querySelectorAll("[data-dismissible]").forEach((notice) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", "Fermer ce message");
      button.textContent = "×";
      button.addEventListener("click", () => notice.remove());
      notice.append(button);
    });
  };

  // Characters: how many are left, seen near the end (all along where it is « counted »), and said at rest.
  // Nothing that is pasted is cut: what is too long is refused, with its sentence.
  const french = new Intl.NumberFormat("fr-FR");
  document.querySelectorAll("[data-limit]").forEach((element) => {
    const limit = Number(element.dataset.limit);
    const seen = document.createElement("p");
    seen.className = "count";
    seen.setAttribute("aria-hidden", "true");
    const said = document.createElement("p");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    element.after(seen, said);
    let later;
    const count = () => {
      const left = limit - element.value.replace(/\r\n?/g, "\n").length;
      const word = Math.abs(left) > 1 ? "caractères" : "caractère";
      const text = left >= 0 ? `${french.format(left)} ${word} ${Math.abs(left) > 1 ? "restants" : "restant"}` : `${french.format(-left)} ${word} de trop`;
      seen.textContent = text;
      seen.hidden = left >= limit / 10 && !("counted" in element.dataset);
      seen.classList.toggle("is-over", left < 0);
      window.clearTimeout(later);
      later = window.setTimeout(() => (said.textContent = left < limit / 10 && document.activeElement === element ? text : ""), 1200);
    };
    element.addEventListener("input", count);
    count();
  });

  // A button that was pressed is not pressed twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.method !== "post" || form.dataset.sent) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    if (form.matches("[hx-post]")) return;
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 5000);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // What was typed and not saved never outlives the session of its person.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) window.sessionStorage.clear();
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  begin(document);
})();
