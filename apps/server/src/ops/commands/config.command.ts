import { defineCommand } from 'citty';
import { readConfig } from '../../platform/config/index.ts';
import { exitCodes } from '../context.ts';

const check = defineCommand({
  meta: { name: 'check', description: 'Explain every setting: its value, where it comes from, what is wrong' },
  args: { json: { type: 'boolean', description: 'print as JSON' } },
  run({ args }) {
    const { lines, config } = readConfig();
    if (args.json) {
      console.log(
        JSON.stringify(
          { isUsable: config !== null, settings: lines, effective: config === null ? null : masked(config) },
          null,
          2,
        ),
      );
    } else {
      const width = Math.max(...lines.map((line) => line.name.length));
      for (const line of lines) {
        const value = line.value === '' ? '–' : line.value;
        console.log(`${line.name.padEnd(width)}  ${value}  (${line.source})  ${line.meaning}`);
        if (line.problem !== null) console.log(`${''.padEnd(width)}  ✗ ${line.problem}`);
      }
      if (config !== null)
        console.log(`\nThe configuration can be used. Data: ${config.dataDirectory}. Address: ${config.publicUrl}`);
    }
    if (config === null) {
      if (!args.json) console.error('\nThe configuration cannot be used. Correct the settings marked with ✗.');
      process.exitCode = exitCodes.configuration;
    }
  },
});

function masked(config: object): object {
  const secret = new Set(['smtpRelayUrl', 'smtpTlsKey', 'databaseUrl', 'adminPassword']);
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, secret.has(name) && value !== null ? '********' : value]),
  );
}

/** `matoi config …` */
export const configCommand = defineCommand({
  meta: { name: 'config', description: 'Configuration' },
  subCommands: { check },
});
