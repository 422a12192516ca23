/** Scripts that the build made, under the one policy (Trusted Types) that lets this app start a worker. */
const policy = window.trustedTypes?.createPolicy('kyso-app', {
  createScriptURL(url: string): string {
    const parsed = new URL(url, location.origin);
    if (parsed.origin === location.origin && /^\/(sw\.js|assets\/[A-Za-z0-9._-]+\.m?js)$/.test(parsed.pathname)) {
      return parsed.href;
    }
    throw new TypeError(`${url} is no script of this app`);
  },
});

/** @throws TypeError if the address is not one of the build's scripts */
export function trustedScript(url: string): string {
  return (policy?.createScriptURL(url) ?? url) as unknown as string;
}
