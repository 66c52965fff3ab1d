/* Forms that save themselves field by field (see ccr/ui/autosave.py). Without this file the form's own button saves. */
(() => {
  "use strict";
  const PAUSE = 800; // ms after the last key
  const PATIENCE = 8000; // ms that a form waits, before it leaves, for what it has to save
  const STILL_HERE = 5000; // ms after which a form that was sent may be typed in again
  const BACKOFF = [3000, 8000, 20000, 60000]; // ms between automatic retries
  const person = document.body.dataset.person || "";
  const storeKey = (address) => `ccr.autosave:${person}:${address}`;
  const savers = []; // of this page

  // Another person in the same tab never finds what the former one typed.
  if (person) {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith("ccr.autosave:") && !key.startsWith(`ccr.autosave:${person}:`))
      .forEach((key) => sessionStorage.removeItem(key));
  }

  const keptAt = (address) => {
    try {
      return JSON.parse(sessionStorage.getItem(storeKey(address))) || {};
    } catch {
      return {};
    }
  };
  const read = (form) => keptAt(form.dataset.autosave);
  const write = (form, kept) => {
    try {
      if (Object.keys(kept).length) sessionStorage.setItem(storeKey(form.dataset.autosave), JSON.stringify(kept));
      else sessionStorage.removeItem(storeKey(form.dataset.autosave));
    } catch {
      /* full or refused: what was typed is still in the page */
    }
  };
  const valuesOf = (form, name) => new FormData(form).getAll(name).filter((value) => typeof value === "string");
  const hidden = (form, name) => [...form.elements].filter((element) => element.type === "hidden" && element.name === name);
  const hiddenValues = (form, name) => hidden(form, name).map((element) => element.value);
  const put = (form, name, values) => {
    hidden(form, name).forEach((element) => element.remove());
    values.forEach((value) => {
      const element = document.createElement("input");
      element.type = "hidden";
      element.name = name;
      element.value = value;
      form.append(element);
    });
  };
  const travels = (element) => element.type === "hidden" && element.name && !/^(initial|sent)-/.test(element.name);
  const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);
  const named = (form, name) => [...form.elements].filter((element) => element.name === name && element.type !== "hidden");
  // What the page came with, whatever the browser put back in its fields since.
  const cameWith = (form, name) =>
    named(form, name).flatMap((element) => {
      if (element.type === "checkbox" || element.type === "radio") return element.defaultChecked ? [element.value] : [];
      if (!element.options) return [element.defaultValue];
      const chosen = [...element.options].filter((option) => option.defaultSelected);
      if (chosen.length || element.multiple) return chosen.map((option) => option.value);
      return element.options.length ? [element.options[0].value] : [];
    });
  // How a page names a field: its question, or its label.
  const title = (element) => {
    const field = element.closest("[data-field]");
    const legend = field && field.querySelector("legend");
    const label = legend || (element.labels && element.labels[0]);
    if (!label) return element.getAttribute("aria-label") || "une réponse";
    const copy = label.cloneNode(true);
    copy.querySelectorAll(".optional").forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  // Answers that this tab keeps, not saved yet, of a draft saved at this address: {title, at}.
  const left = (address, but = () => false) =>
    Object.entries(keptAt(address))
      .filter(([name, entry]) => entry.title && !entry.submitted && !but(name))
      .map(([, entry]) => ({ title: entry.title, at: entry.at }));
  const linked = (answers) => {
    const shown = answers.slice(0, answers.length > 4 ? 3 : 4);
    const nodes = shown.flatMap((answer, index) => {
      const link = document.createElement("a");
      link.href = answer.at;
      link.textContent = answer.title;
      return index ? [", ", link] : [link];
    });
    const more = answers.length - shown.length;
    return more ? [...nodes, ` et ${more} autres`] : nodes;
  };
  const counted = (answers, words = "") => {
    const many = answers.length > 1;
    return `${answers.length} réponse${many ? "s" : ""}${words && ` ${words}${many ? "s" : ""}`} ${many ? "ne sont pas enregistrées" : "n’est pas enregistrée"}`;
  };
  const saves = (element) => element.name && element.name !== "csrfmiddlewaretoken" && element.type !== "file" && element.type !== "submit" && element.type !== "hidden";

  class Saver {
    constructor(form) {
      this.form = form;
      this.state = document.querySelector("[data-autosave-state]") || this.makeState();
      this.waiting = new Map(); // name -> values to save
      this.timers = new Map();
      this.failures = 0;
      this.busy = false;
      this.leaving = false;
      this.held = null; // the form was sent and waits: {submitter}
      this.overtaken = false; // somebody else wrote: what is typed here is in this page only
      this.saved = new Map();
      this.refused = new Map(); // name -> values the server will not take
      for (const element of form.elements) if (saves(element)) this.saved.set(element.name, cameWith(form, element.name));
      savers.push(this);
      const back = this.sentBack();
      this.restore();
      this.keep(back);
      if (!this.waiting.size) this.sayLeft();
      form.addEventListener("input", (event) => this.touched(event.target, PAUSE));
      form.addEventListener("change", (event) => this.touched(event.target, 0));
      form.addEventListener("focusout", (event) => this.touched(event.target, 0));
      form.addEventListener("submit", (event) => this.submitting(event));
      window.addEventListener("online", () => this.retry());
      window.addEventListener("beforeunload", (event) => {
        if ((this.waiting.size || this.refused.size || this.overtaken) && !this.leaving) event.preventDefault();
      });
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.flush();
      });
    }

    makeState() {
      const state = document.createElement("p");
      state.className = "autosave-state";
      state.setAttribute("role", "status");
      this.form.append(state);
      return state;
    }

    // What was sent with the whole form and refused: the page shows it again, it is not saved. {name: {from, ours}}
    sentBack() {
      const back = new Map();
      for (const element of this.form.elements) {
        if (!saves(element) || ["checkbox", "radio"].includes(element.type)) continue;
        const field = element.closest("[data-field]");
        const from = hiddenValues(this.form, `initial-${element.name}`);
        if (!field || !field.querySelector("[data-field-error] p") || same(from, this.saved.get(element.name))) continue;
        back.set(element.name, { from, ours: !field.querySelector(".their-words") });
      }
      return back;
    }

    // Kept as what is refused field by field is; but for what somebody else wrote: her words must not be covered unseen.
    keep(back) {
      const kept = read(this.form);
      back.forEach(({ from, ours }, name) => {
        const values = this.saved.get(name);
        this.saved.set(name, from);
        if (this.waiting.has(name)) return;
        this.refused.set(name, values);
        if (ours) kept[name] = this.entry(name, values);
      });
      if (back.size) write(this.form, kept);
    }

    // What an earlier visit of this tab could not save comes back, and is tried again. A draft has several pages: what
    // was typed in another one stays for it.
    restore() {
      const kept = read(this.form);
      for (const [name, entry] of Object.entries(kept)) {
        const elements = named(this.form, name);
        if (!elements.length && entry.at && !entry.at.startsWith(`${window.location.pathname}#`)) continue;
        if (entry.submitted || !elements.length || same(this.saved.get(name) || [], entry.values)) {
          delete kept[name];
          continue;
        }
        elements.forEach((element) => {
          if (element.type === "checkbox" || element.type === "radio") element.checked = entry.values.includes(element.value);
          else if (element.multiple) for (const option of element.options) option.selected = entry.values.includes(option.value);
          else element.value = entry.values[0] || "";
        });
        this.waiting.set(name, entry.values);
        // It was typed over what the former page showed, not over what is there now.
        if (entry.shown && hidden(this.form, `initial-${name}`).length) put(this.form, `initial-${name}`, entry.shown);
        if (entry.sent) put(this.form, `sent-${name}`, entry.sent);
      }
      write(this.form, kept);
      if (this.waiting.size) this.send();
    }

    touched(element, pause) {
      if (!saves(element)) return;
      const name = element.name;
      const values = valuesOf(this.form, name);
      const settled = this.refused.get(name) || this.saved.get(name) || [];
      if (same(settled, values) && !this.waiting.has(name)) return;
      const kept = read(this.form);
      kept[name] = this.entry(name, values);
      write(this.form, kept);
      this.waiting.set(name, values);
      window.clearTimeout(this.timers.get(name));
      this.timers.set(name, window.setTimeout(() => this.send(), pause));
    }

    // What this tab keeps of a field until it is saved: its values, what they were typed over, and where.
    entry(name, values) {
      const shown = hiddenValues(this.form, `initial-${name}`);
      return { values, shown, sent: hiddenValues(this.form, `sent-${name}`), ...this.place(name) };
    }

    place(name) {
      const [element] = named(this.form, name);
      return { title: title(element), at: `${window.location.pathname}#${element.id}` };
    }

    // What leaves may be saved though its answer is lost: the page says so with what it sends next.
    leaves(name, values) {
      const sent = hiddenValues(this.form, `sent-${name}`);
      if (values.length !== 1 || !hidden(this.form, `initial-${name}`).length || sent.includes(values[0])) return;
      put(this.form, `sent-${name}`, [...sent, values[0]]);
      const kept = read(this.form);
      if (kept[name]) kept[name] = this.entry(name, kept[name].values);
      write(this.form, kept);
    }

    flush() {
      this.timers.forEach((timer) => window.clearTimeout(timer));
      if (this.waiting.size) this.send();
    }

    retry() {
      window.clearTimeout(this.later);
      if (this.waiting.size) this.send();
    }

    async send() {
      if (this.busy || this.leaving || !this.waiting.size) return;
      this.busy = true;
      this.inFlight = new AbortController();
      const { signal } = this.inFlight;
      window.clearTimeout(this.later);
      const [name, values] = this.waiting.entries().next().value;
      const slow = window.setTimeout(() => this.say("Enregistrement…", ""), 600);
      const body = new URLSearchParams();
      // The token, and what says which writing the page was made from.
      for (const element of this.form.elements) if (travels(element)) body.append(element.name, element.value);
      body.append("field", name);
      values.forEach((value) => body.append(name, value));
      for (const known of [`initial-${name}`, `sent-${name}`]) hiddenValues(this.form, known).forEach((value) => body.append(known, value));
      this.leaves(name, values);
      // The parts of one field (day, hour…) travel together.
      const part = name.match(/^(.*)_\d+$/);
      if (part) {
        for (const other of this.saved.keys()) {
          if (other !== name && other.startsWith(`${part[1]}_`)) valuesOf(this.form, other).forEach((value) => body.append(other, value));
        }
      }
      let outcome = "";
      let text = "";
      try {
        const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, credentials: "same-origin", keepalive: true, signal, headers: { "X-Requested-With": "autosave" } });
        outcome = answer.headers.get("X-Autosave") || (answer.redirected || answer.status === 403 ? "session" : "");
        if (answer.headers.get("X-Autosave")) text = await answer.text();
      } catch {
        outcome = "";
      }
      window.clearTimeout(slow);
      this.busy = false;
      if (signal.aborted && this.leaving) return; // the whole form left meanwhile
      if (["invalid", "refused", "conflict"].includes(outcome)) {
        put(this.form, `sent-${name}`, hiddenValues(this.form, `sent-${name}`).filter((value) => value !== values[0]));
      }
      if (outcome === "saved") this.wasSaved(name, values, text);
      else if (outcome === "invalid") this.wasInvalid(name, values, text);
      else if (outcome === "refused") this.wasRefused(text);
      else if (outcome === "conflict") this.wasOvertaken(name, values, text);
      else this.hasFailed(outcome === "session");
      if (this.held && (outcome === "refused" || !this.waiting.size)) this.leave();
    }

    wasSaved(name, values, text) {
      this.failures = 0;
      this.saved.set(name, values);
      // The page, when it is sent whole, starts from there (ccr.ui.forms.ShownForm).
      if (hidden(this.form, `initial-${name}`).length) put(this.form, `initial-${name}`, values.length ? values : [""]);
      put(this.form, `sent-${name}`, []);
      this.refused.delete(name);
      this.fieldError(name, "");
      this.done(name, values);
      if (this.waiting.size) {
        this.send();
        return;
      }
      this.sayLeft(decode(text));
      this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { name } }));
    }

    wasInvalid(name, values, text) {
      this.refused.set(name, values);
      // Corrected while this was on its way: what was typed since still has to leave.
      if (same(this.waiting.get(name) || [], values)) this.waiting.delete(name);
      this.fieldError(name, decode(text));
      if (this.waiting.size) this.send();
      else if (this.left().length > 1) this.sayLeft();
      else this.say(`Non enregistré : ${decode(text)}`, "failed");
    }

    // All that is not saved: here, in another form of the page, in another page of the draft.
    left() {
      const here = (name) => named(this.form, name).length;
      return [...savers.flatMap((saver) => [...saver.refused.keys()].map((name) => saver.place(name))), ...left(this.form.dataset.autosave, here)];
    }

    // What is refused stays said, whatever is saved after it.
    sayLeft(sentence = "") {
      const answers = this.left();
      if (!answers.length) {
        if (sentence) this.say(sentence, "saved");
        return;
      }
      this.say(`${counted(answers)} : `, "failed", { answers });
    }

    wasRefused(text) {
      this.say(`Non enregistré : ${decode(text)}`, "failed", { again: true });
    }

    // Somebody else wrote: reloading shows her words, and must not put ours back over them unseen.
    wasOvertaken(name, values, text) {
      this.refused.set(name, values);
      this.waiting.delete(name);
      this.fieldError(name, decode(text));
      this.overtaken = true;
      const kept = read(this.form);
      delete kept[name];
      write(this.form, kept);
      this.form.autocomplete = "off"; // nor must the browser, which keeps what was typed across a reload
      if (this.waiting.size) this.send();
      else this.say(`Non enregistré : ${decode(text)}`, "failed");
    }

    hasFailed(session) {
      const why = session
        ? "votre session est terminée. Ce que vous avez tapé reste ici, et revient quand vous vous reconnectez."
        : "la connexion ne répond pas. Ce que vous avez tapé reste ici.";
      this.say(`Non enregistré : ${why}`, "failed", { again: true, signIn: session });
      if (this.held) this.stay();
      const wait = BACKOFF[Math.min(this.failures, BACKOFF.length - 1)];
      this.failures += 1;
      this.later = window.setTimeout(() => this.send(), wait);
    }

    done(name, values) {
      const now = this.waiting.get(name);
      if (now && same(now, values)) {
        this.waiting.delete(name);
        const kept = read(this.form);
        delete kept[name];
        write(this.form, kept);
      } else if (now) {
        const kept = read(this.form);
        kept[name] = this.entry(name, now);
        write(this.form, kept);
      }
    }

    fieldError(name, sentence) {
      const element = [...this.form.elements].find((candidate) => candidate.name === name);
      const field = element && element.closest("[data-field]");
      if (!field) return;
      const place = field.querySelector("[data-field-error]");
      if (!place) return;
      field.classList.toggle("has-error", Boolean(sentence));
      place.replaceChildren();
      if (sentence) {
        const line = document.createElement("p");
        line.textContent = sentence;
        place.append(line);
        element.setAttribute("aria-invalid", "true");
        const described = element.getAttribute("aria-describedby") || "";
        if (!described.includes(place.id)) element.setAttribute("aria-describedby", `${described} ${place.id}`.trim());
      } else {
        element.removeAttribute("aria-invalid");
      }
    }

    // answers: those that are not saved, named after the sentence.
    say(sentence, kind, { again = false, signIn = false, answers = [] } = {}) {
      this.state.className = `autosave-state${kind ? ` is-${kind}` : ""}`;
      const said = [sentence, ...answers.map((answer) => answer.at)].join(" ");
      if (this.state.dataset.said !== said) {
        this.state.dataset.said = said;
        this.state.textContent = sentence;
        if (answers.length) {
          const line = document.createElement("span");
          line.append(sentence, ...linked(answers), ". Le reste est enregistré.");
          this.state.replaceChildren(line);
        } else if (signIn) {
          // This same page, which asks who it is: what waits is kept by the tab, and put back.
          const link = document.createElement("a");
          link.href = window.location.pathname + window.location.search;
          link.textContent = "Se reconnecter";
          link.addEventListener("click", () => (this.leaving = true));
          this.state.append(" ", link);
        } else if (again) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "btn btn-quiet btn-small";
          button.textContent = "Réessayer";
          button.addEventListener("click", () => this.retry());
          this.state.append(" ", button);
        }
      }
    }

    // The whole form leaves once what waits is saved: without a network, or a session, what was typed would be lost
    // with the page. What the server refuses leaves with it, and its page says why.
    submitting(event) {
      if (!this.waiting.size || this.held === "leaves" || !this.form.requestSubmit) {
        this.submitted();
        return;
      }
      event.preventDefault();
      if (this.held) return;
      this.held = { submitter: event.submitter };
      this.patience = window.setTimeout(() => this.inFlight.abort(), PATIENCE);
      this.flush();
    }

    stay() {
      window.clearTimeout(this.patience);
      this.held = null;
      this.state.scrollIntoView({ block: "nearest" });
    }

    leave() {
      const { submitter } = this.held;
      window.clearTimeout(this.patience);
      this.held = "leaves";
      this.form.requestSubmit(submitter);
      this.held = null;
    }

    // A field saved beside the whole form would only come late, and be refused.
    submitted() {
      this.leaving = true;
      this.timers.forEach((timer) => window.clearTimeout(timer));
      window.clearTimeout(this.later);
      if (this.inFlight) this.inFlight.abort();
      this.forget(true);
      // Still here: the answer was not a page, or never came.
      window.setTimeout(() => {
        this.leaving = false;
        this.forget(false);
        this.retry();
      }, STILL_HERE);
    }

    // What waits is not put back in the next page: it left with the form. What is refused is kept until it is saved.
    forget(submitted) {
      const kept = read(this.form);
      this.waiting.forEach((values, name) => {
        if (kept[name]) kept[name].submitted = submitted;
      });
      write(this.form, kept);
    }
  }

  const decode = (html) => new DOMParser().parseFromString(html, "text/html").documentElement.textContent.trim();

  document.querySelectorAll("form[data-autosave]").forEach((form) => new Saver(form));

  // A page where one reads or gives the whole draft says what it does not hold (templates/ui/unsaved_here.html).
  document.querySelectorAll("[data-unsaved-at]").forEach((place) => {
    const answers = left(place.dataset.unsavedAt);
    if (!answers.length) return;
    const sentence = document.createElement("p");
    sentence.append(`${counted(answers, "tapée")}, et ${answers.length > 1 ? "ne seraient pas déposées" : "ne serait pas déposée"} : `, ...linked(answers), ". Revenez-y d’abord.");
    place.append(sentence);
    place.hidden = false;
  });
})();
