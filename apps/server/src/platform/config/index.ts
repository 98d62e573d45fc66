/** The only reader of the environment. Values come from defaults, a file, then the environment; all checked at once. */
export { type Config, type ConfigLine, type ConfigReading, type RunRole, readConfig, requireConfig } from './config.ts';
