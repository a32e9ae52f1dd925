// Passkeys are the one thing a page cannot do without script: a form that carries its ceremony in `data-passkey`
// (`make` or `use`) and the options in `data-options` gets its answer from the authenticator and is sent as any form.
const { startAuthentication, startRegistration, browserSupportsWebAuthn } = globalThis.SimpleWebAuthnBrowser;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const tell = (kind) => {
    for (const note of form.querySelectorAll('[data-note]')) note.hidden = note.dataset.note !== kind;
  };
  form.hidden = false;
  if (browserSupportsWebAuthn()) form.addEventListener('submit', (event) => void run(event, form, tell));
  else {
    tell('unsupported');
    form.querySelector('button').disabled = true;
  }
}

async function run(event, form, tell) {
  const { response } = form.elements;
  if (response.value) return;
  event.preventDefault();
  tell('none');
  const optionsJSON = JSON.parse(form.dataset.options);
  const ceremony = form.dataset.passkey === 'make' ? startRegistration : startAuthentication;
  try {
    response.value = JSON.stringify(await ceremony({ optionsJSON }));
  } catch {
    tell('failed');
    form.querySelector('button').focus();
    return;
  }
  form.submit();
}
