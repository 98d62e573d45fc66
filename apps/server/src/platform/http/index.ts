/** The web server: identifies, limits, validates, asks the runner, checks the answer. One binder mounts the whole contract. */
export { type Binding, bind, type Call, type FileAnswer } from './binding.ts';
export { findGaps } from './coverage.ts';
export { type IdentifyParts, identifyAgain } from './identify.ts';
export { makeRateLimits } from './rate-limits.ts';
export { listenOn, makeServer } from './server.ts';
