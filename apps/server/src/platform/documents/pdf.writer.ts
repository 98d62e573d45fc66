import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DocumentModel } from '@matoi/contract';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { writeFigure } from './figure.writer.ts';
import { typstTemplate } from './typst.template.ts';

/** Regular and bold of Noto Sans JP (SIL Open Font License 1.1). */
const faces = ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'];

let compiler: NodeCompiler | null = null;

/** The engine with our faces. `workspace` is an empty folder: there is nothing that a document could read. */
function compilerIn(workspace: string): NodeCompiler {
  const resolve = createRequire(import.meta.url).resolve;
  compiler ??= NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: faces.map((face) => readFileSync(resolve(`@expo-google-fonts/noto-sans-jp/${face}`))) }],
  });
  return compiler;
}

/** Makes a PDF/A-2b. The text comes in as JSON and is set as it is; figures are drawn here, from data. */
export function writePdf(document: DocumentModel, at: Date, workspace: string): Uint8Array {
  const data = {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) =>
        block.kind === 'figure'
          ? { kind: 'figure', caption: block.caption, svg: writeFigure(block, 'Noto Sans JP') }
          : block,
      ),
    })),
  };
  const engine = compilerIn(workspace);
  const bytes = engine.pdf(
    { mainFileContent: typstTemplate, inputs: { document: JSON.stringify(data) } },
    { pdfStandard: 'a-2b', creationTimestamp: Math.floor(at.getTime() / 1000) },
  );
  engine.evictCache(3);
  return bytes;
}
