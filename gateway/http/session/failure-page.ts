import type { FastifyReply } from 'fastify';

/** One page for every failed sign-in: why it failed is for the log, or it would help those who attack it. */
const PAGE = `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Anmeldung nicht möglich</title></head>
<body>
<main>
<h1>Die Anmeldung hat nicht geklappt.</h1>
<p>Bitte versuchen Sie es noch einmal. Es wurde nichts geändert.</p>
<p lang="en">Sign-in did not work. Please try again. Nothing was changed.</p>
<p><a href="/">Zur Startseite</a></p>
</main>
</body>
</html>
`;

export const sendFailurePage = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .status(status)
    .header(
      'content-security-policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    .type('text/html; charset=utf-8')
    .send(PAGE);
