import { fullSizes, type Sizes, smallSizes } from '../seed/sizes.ts';

export type BenchOptions = {
  readonly sizes: Sizes;
  readonly withPlans: boolean;
  readonly isKept: boolean;
  /** Alerts of the flood; 0 = none. */
  readonly alerts: number;
};

export const help = `npm run bench                 a small reference set (5,000 reports, 20,000 texts, 50,000 audit entries)
npm run bench -- --full       the reference set of the quality page (60,000 reports, 200,000 texts, 1,000,000 audit entries)
npm run bench -- --plans      also shows how the database answers: statements per request, scans over whole tables
npm run bench -- --flood       also hands in 100,000 alerts and shows the memory on the way
npm run bench -- --keep       leaves the installation for a closer look
`;

/** Reads the command line; null when help is wanted or something is unknown. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const known = ['--full', '--plans', '--keep', '--flood'];
  if (args.some((arg) => !known.includes(arg))) return null;
  return {
    sizes: args.includes('--full') ? fullSizes : smallSizes,
    withPlans: args.includes('--plans'),
    isKept: args.includes('--keep'),
    alerts: args.includes('--flood') ? 100_000 : 0,
  };
}
