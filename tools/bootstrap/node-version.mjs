// This file must be readable by very old versions of Node: plain syntax only, no imports.

/** Ends the process with a helpful sentence when Node is older than what Matoi needs (20.19). */
export function refuseOldNode() {
  var parts = process.versions.node.split('.').map(Number);
  var isOld = parts[0] < 20 || (parts[0] === 20 && parts[1] < 19);
  if (!isOld) return;
  process.stderr.write(
    'Matoi needs Node.js 20.19 or newer; this is ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\nInstall a current version from https://nodejs.org or by your package manager, then run the same command again.\n',
  );
  process.exit(1);
}
