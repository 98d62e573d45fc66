import type { ReactNode } from 'react';
import './table.css';

/** A table of records: the head of each column, and `acts`, the name of the last column where rows have buttons; it is heard and not seen. */
export function Table(props: {
  readonly heads: readonly string[];
  readonly acts?: string;
  readonly children: ReactNode;
}) {
  return (
    <table className="m-table">
      <thead>
        <tr>
          {props.heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
          {props.acts !== undefined && (
            <th>
              <span className="m-hidden">{props.acts}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}
