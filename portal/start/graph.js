// The page's way to the hub. The session lives in an HttpOnly cookie: no token ever reaches this script.

const texts = new Map();

/** The text of `queries/<name>.graphql`; the same files the types are generated from. */
export function loadQuery(name) {
  if (!texts.has(name))
    texts.set(
      name,
      fetch(`/start/queries/${name}.graphql`).then((response) => response.text()),
    );
  return texts.get(name);
}

/** Asks the graph: `{ data, errors }`, whatever the status. */
export async function ask(name, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: await loadQuery(name), variables }),
  });
  return response.json().catch(() => ({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] }));
}

/** `{ signedIn, expiresAt }`; asking also renews an access token that is about to end. */
export async function session() {
  const response = await fetch('/session', { headers: { accept: 'application/json' } });
  return response.ok ? response.json() : { signedIn: false };
}

/** Ends the session here; answers where the browser goes so that it ends at the provider as well. */
export async function signOut() {
  const response = await fetch('/session/sign-out', { method: 'POST' });
  const { signOutUrl } = response.ok ? await response.json() : {};
  return signOutUrl ?? '/';
}
