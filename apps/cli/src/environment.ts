/** Where the server is and the token to use: `MATOI_URL` and `MATOI_TOKEN`. The only reader of the environment here. */
export function environment(): { readonly origin: string; readonly token: string | null } {
  const { MATOI_URL: url, MATOI_TOKEN: token } = process.env;
  return {
    origin: (url === undefined || url === '' ? 'http://127.0.0.1:8700' : url).replace(/\/+$/, ''),
    token: token === undefined || token === '' ? null : token,
  };
}
