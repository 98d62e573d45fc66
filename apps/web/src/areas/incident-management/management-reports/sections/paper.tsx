import type { PaperBlock, PaperDocument } from '../queries.ts';
import './paper.css';

/** A document as it will look on paper. It is white in both themes, like paper. */
export function Paper({ document, mark }: { readonly document: PaperDocument; readonly mark: string | null }) {
  return (
    <article className="m-paper" lang={document.language} aria-label={document.title}>
      <header className="m-paper-head">
        <span>{document.issuer}</span>
        {mark !== null && <strong className="m-paper-mark">{mark}</strong>}
        {document.tlp !== null && <Tlp tlp={document.tlp} />}
      </header>
      <div className="m-paper-title">
        <h2>{document.title}</h2>
        {document.subtitle !== null && <strong>{document.subtitle}</strong>}
      </div>
      {document.date !== null && <p className="m-paper-date">{document.date}</p>}
      {document.facts.length > 0 && <FactList facts={document.facts} isHead />}
      {document.sections.map((section, at) => (
        <section key={section.heading}>
          <h3>
            <span>{at + 1}.</span> {section.heading}
          </h3>
          {section.blocks.map((block, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a document have no names and never move
            <Block key={place} block={block} />
          ))}
        </section>
      ))}
      <footer className="m-paper-foot">
        <div>{document.reference}</div>
        {document.checksum !== null && <div className="m-paper-sum">{document.checksum}</div>}
      </footer>
    </article>
  );
}

function Tlp({ tlp }: { readonly tlp: string }) {
  return (
    <span className="m-paper-tlp" data-tlp={tlp}>
      {tlp}
    </span>
  );
}

function FactList(props: { readonly facts: PaperDocument['facts']; readonly isHead?: boolean }) {
  return (
    <dl className="m-paper-facts" data-head={props.isHead}>
      {props.facts.map(({ label, value }) => [<dt key={`${label} name`}>{label}</dt>, <dd key={label}>{value}</dd>])}
    </dl>
  );
}

function Block({ block }: { readonly block: PaperBlock }) {
  switch (block.kind) {
    case 'text':
      return <p data-tone={block.tone}>{block.text}</p>;
    case 'heading':
      return <h4>{block.text}</h4>;
    case 'list': {
      const List = block.isNumbered === true ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two items may say the same, and none moves
            <li key={at}>{item}</li>
          ))}
        </List>
      );
    }
    case 'facts':
      return <FactList facts={block.facts} />;
    case 'table':
      return <PaperTable block={block} />;
    case 'figure':
      return <Figure block={block} />;
  }
}

function PaperTable({ block }: { readonly block: Extract<PaperBlock, { kind: 'table' }> }) {
  return (
    <table className="m-paper-table">
      <thead>
        <tr>
          {block.columns.map(({ title }) => (
            <th key={title}>{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names and never move
          <tr key={at}>
            {block.columns.map(({ title }, place) => (
              <td key={title} data-label={title}>
                {row[place] ?? ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ block }: { readonly block: Extract<PaperBlock, { kind: 'figure' }> }) {
  return (
    <figure className="m-paper-figure">
      <svg viewBox={`0 0 ${block.width} ${block.height}`} role="img" aria-label={block.caption}>
        {block.shapes.map((shape, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no names and never move
          <Shape key={at} shape={shape} />
        ))}
      </svg>
      <figcaption>{block.caption}</figcaption>
    </figure>
  );
}

type PaperShape = Extract<PaperBlock, { kind: 'figure' }>['shapes'][number];

function Shape({ shape }: { readonly shape: PaperShape }) {
  const tone = `m-paper-${shape.tone}`;
  switch (shape.kind) {
    case 'line':
      return <line x1={shape.x1} y1={shape.y1} x2={shape.x2} y2={shape.y2} className={tone} strokeWidth={0.75} />;
    case 'dot':
      return (
        <circle
          cx={shape.x}
          cy={shape.y}
          r={shape.r}
          className={tone}
          data-open={shape.isOpen === true}
          strokeWidth={1.2}
        />
      );
    case 'label':
      return (
        <text
          x={shape.x}
          y={shape.y}
          fontSize={shape.size}
          textAnchor={shape.anchor ?? 'start'}
          fontWeight={shape.isBold === true ? 700 : 400}
          className={tone}
        >
          {shape.text}
        </text>
      );
  }
}
