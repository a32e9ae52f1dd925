/** The path to come back to after signing in, if it leads nowhere but into the hub; else its front page. */
export function toLocalPath(path: unknown, publicUrl: string): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) || path.length > 2_000) return '/';
  const url = new URL(path, publicUrl);
  return url.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}${url.hash}` : '/';
}
