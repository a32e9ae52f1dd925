import type { FastifyReply } from 'fastify';

/**
 * One page for every failed sign-in: why it failed is for the log, or it would help those who attack it. It speaks all languages of
 * the hub, because nothing is known yet of who reads it.
 */
const pageFor = (again: string): string => `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Anmeldung nicht möglich</title></head>
<body>
<main>
<h1>Die Anmeldung hat nicht geklappt.</h1>
<p>Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.</p>
<p><a href="${again}">Noch einmal anmelden</a></p>
<section>
<h2>Leichte Sprache</h2>
<p>Sie sind noch nicht angemeldet. Es ist nichts passiert.</p>
<p><a href="${again}">Hier können Sie sich noch einmal anmelden</a></p>
</section>
<section lang="en">
<h2>English</h2>
<p>Sign-in did not work. Nothing was changed.</p>
<p><a href="${again}">Sign in again</a></p>
</section>
<p><a href="/">Zur Startseite</a></p>
</main>
</body>
</html>
`;

/** `returnTo`: the place in the hub where she began, and to which another try leads back. */
export const sendFailurePage = (reply: FastifyReply, status: number, returnTo = '/'): FastifyReply =>
  reply
    .status(status)
    .header(
      'content-security-policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    .type('text/html; charset=utf-8')
    .send(pageFor(`/session/sign-in?return=${encodeURIComponent(returnTo)}`));
