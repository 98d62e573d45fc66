/** Where the server is and the token to use: `MATOI_URL` (or `MATOI_PORT` on this machine) and `MATOI_TOKEN`. The only reader of the environment here. */
export function environment(): { readonly origin: string; readonly token: string | null } {
  const { MATOI_URL: url, MATOI_PORT: port = '8700', MATOI_TOKEN: token } = process.env;
  return {
    origin: (url === undefined || url === '' ? `http://127.0.0.1:${port}` : url).replace(/\/+$/, ''),
    token: token === undefined || token === '' ? null : token,
  };
}
