/* Passkeys: made and used in this device; the server checks them. Without this script the page says what to do instead. */
(() => {
  "use strict";

  const json = window.webauthnJSON;
  if (!window.PublicKeyCredential || !json || !json.supported()) {
    document.querySelectorAll("[data-passkey-without]").forEach((said) => {
      said.hidden = false;
    });
    return;
  }

  const SAID = {
    NotAllowedError: "Rien n’a été confirmé. Recommencez, ou choisissez une autre façon.",
    InvalidStateError: "Cet appareil a déjà une clé d’accès pour ce compte.",
    SecurityError: "Cette adresse n’est pas celle de la plateforme : n’y utilisez pas de clé.",
  };
  const OTHERWISE = "L’appareil n’a pas pu répondre. Recommencez, ou choisissez une autre façon.";

  // What the server asks of the device: written in the page, or fetched when nobody is known yet.
  const wanted = async (form) => {
    const written = form.querySelector("script[type='application/json']");
    if (written) return JSON.parse(written.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  };

  const begin = (form) => {
    const button = form.querySelector("[data-passkey-button]");
    const problem = form.querySelector("[data-passkey-problem]");
    const ask = async () => {
      button.disabled = true;
      problem.hidden = true;
      try {
        const options = await wanted(form);
        const given = form.dataset.passkey === "add" ? await json.create(options) : await json.get(options);
        form.elements.credential.value = JSON.stringify(given);
        form.submit();
      } catch (error) {
        problem.textContent = SAID[error.name] || OTHERWISE;
        problem.hidden = false;
        button.disabled = false;
        button.focus();
      }
    };
    button.addEventListener("click", ask);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
    });
    form.hidden = false;
  };

  document.querySelectorAll("form[data-passkey]").forEach(begin);
})();
