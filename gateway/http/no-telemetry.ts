/** Apollo's libraries report their use unless told not to. A public body's hub calls nobody by itself; imported first. */
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
