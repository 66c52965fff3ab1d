/* The pieces: a file leaves as soon as it is chosen, with its progress. Without this file one presses the button. */
(() => {
  "use strict";
  const announced = document.querySelector("[data-piece-announced]");
  if (!announced) return;
  const LOST = "L’envoi n’a pas abouti : votre fichier n’est pas joint. Vérifiez votre connexion, puis envoyez-le de nouveau.";
  const SIGNED_OUT = "Vous n’êtes plus connecté : votre fichier n’est pas joint. ";
  let leaving = 0; // files on their way

  const said = (form, sentence, tone = "") => {
    const place = form.querySelector("[data-piece-said]");
    place.textContent = sentence;
    place.className = `piece-said${tone ? ` is-${tone}` : ""}`;
    announced.textContent = sentence;
    return place;
  };
  const button = (form) => form.querySelector("button[type=submit]");
  const picker = (form) => form.querySelector("input[type=file]");

  // Where the script sends, the button only serves to send again.
  const settle = (line) => {
    const form = line.querySelector("form[data-piece]");
    if (form) button(form).hidden = !("pieceOffered" in form.dataset);
    return form;
  };

  const failed = (form, sentence, file) => {
    if (!picker(form).files.length) put(form, file);
    button(form).hidden = false;
    return said(form, sentence, "failed");
  };

  // The file that was not joined stays chosen: replacing knowingly is one press.
  const put = (form, file) => {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    picker(form).files = chosen.files;
  };

  // The page that answers holds the line as it now is, and the sentence that says what was done.
  const arrived = (form, file, page, had) => {
    const line = form.closest(".piece");
    const fresh = page.getElementById(line.id);
    const notice = page.querySelector(".notices .notice");
    if (!fresh || !notice) {
      const place = failed(form, SIGNED_OUT, file);
      const link = document.createElement("a");
      link.href = window.location.pathname;
      link.textContent = "Reconnectez-vous";
      place.append(link, ", puis joignez-le de nouveau.");
      return;
    }
    const good = notice.classList.contains("is-ok");
    line.replaceWith(fresh);
    const next = settle(fresh);
    if (next) {
      if ("pieceOffered" in next.dataset) put(next, file);
      said(next, notice.textContent.trim(), good ? "saved" : "failed");
      if (had) ("pieceOffered" in next.dataset ? button(next) : picker(next)).focus();
    }
    document.body.dispatchEvent(new CustomEvent("autosave:saved")); // what is complete, and who else is there
  };

  const send = (form) => {
    const file = picker(form).files[0];
    if (!file || form.dataset.sending) return;
    const progress = form.querySelector("progress");
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    const had = form.contains(document.activeElement);
    form.dataset.sending = "1";
    leaving += 1;
    picker(form).disabled = true;
    button(form).hidden = true;
    progress.removeAttribute("value");
    progress.hidden = false;
    said(form, `Envoi de ${file.name}…`);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("loadend", () => {
      leaving -= 1;
      delete form.dataset.sending;
      progress.hidden = true;
      picker(form).disabled = false;
      if (request.status === 200) arrived(form, file, new DOMParser().parseFromString(request.responseText, "text/html"), had);
      else {
        failed(form, LOST, file);
        if (had) button(form).focus();
      }
    });
    request.open("POST", form.action);
    request.send(body);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-piece]");
    if (form && event.target.type === "file") send(form);
  });
  // Before anybody else hears of it: the page stays.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target.closest("form[data-piece]");
      if (!form) return;
      event.preventDefault();
      send(form);
    },
    true,
  );
  window.addEventListener("beforeunload", (event) => {
    if (leaving) event.preventDefault();
  });

  document.querySelectorAll("[data-piece-hint]").forEach((hint) => (hint.hidden = false));
  document.querySelectorAll(".piece").forEach((line) => {
    const form = settle(line);
    if (form && picker(form).files.length) send(form); // chosen before this file was there
  });
})();
