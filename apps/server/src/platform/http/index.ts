/** The web server: identifies, limits, validates, asks the runner, checks the answer. One binder mounts the whole contract. */
export { fileOf, fileStreamOf } from './binder.ts';
export { type AdmitsFiles, type Binding, bind, type Call, type FileAnswer, type HtmlAnswer } from './binding.ts';
export { unkeepablePath } from './body.check.ts';
export { findGaps } from './coverage.ts';
export type { Form, Upload, UploadProblem } from './form.read.ts';
export type { HtmlParts } from './html.binder.ts';
export { type IdentifyParts, identifyAgain } from './identify.ts';
export { makeRateLimits, type RateLimits } from './rate-limits.ts';
export { listenOn, makeServer } from './server.ts';
