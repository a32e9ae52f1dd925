/** A cookie of ours: HttpOnly, SameSite=Lax, for the whole host; Secure and bound to the host where the hub has https. */
export class Cookie {
  readonly name: string;
  readonly #attributes: string;

  constructor(name: string, publicUrl: string) {
    const isSecure = publicUrl.startsWith('https:');
    this.name = isSecure ? `__Host-${name}` : name;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  }

  /** The value in a `Cookie` header; undefined when it is not there. */
  read(header: string | undefined): string | undefined {
    for (const pair of header?.split(';') ?? []) {
      const at = pair.indexOf('=');
      if (at > 0 && pair.slice(0, at).trim() === this.name) return pair.slice(at + 1).trim();
    }
    return undefined;
  }

  set(value: string, expiresAt: Date): string {
    const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    return `${this.name}=${value}; ${this.#attributes}; Max-Age=${seconds}`;
  }

  clear(): string {
    return `${this.name}=; ${this.#attributes}; Max-Age=0`;
  }
}
