#!/usr/bin/env node
import { refuseOldNode } from '../tools/bootstrap/node-version.mjs';

refuseOldNode();
void Promise.all([import('../tools/bootstrap/program.mjs'), import('../tools/bootstrap/say.mjs')]).then(
  ([program, { runMain }]) => {
    runMain(() => program.becomeProgram(process.argv.slice(2)));
  },
);
