import { parseSync } from '@swc/core';

/** One kind of fact as its type declares it. */
export type FactType = { readonly kind: string; readonly payload: string };

type Node = Readonly<Record<string, unknown>>;

/** Reads the facts of one `*.facts.ts`: a union of object types with a literal `kind`. Throws for any other type. */
export function readFacts(source: string): readonly FactType[] {
  const program = parseSync(source, { syntax: 'typescript', target: 'es2022' }) as unknown as { body: readonly Node[] };
  return program.body.flatMap((statement) => {
    const declaration = (statement.declaration ?? statement) as Node;
    return declaration.type === 'TsTypeAliasDeclaration' ? membersOf(declaration.typeAnnotation as Node) : [];
  });
}

function membersOf(type: Node): FactType[] {
  if (type.type === 'TsUnionType') return (type.types as readonly Node[]).flatMap(membersOf);
  if (type.type !== 'TsTypeLiteral') throw new Error(`a fact is an object type, not ${String(type.type)}`);
  const properties = (type.members as readonly Node[]).map(propertyOf);
  const kind = properties.find((one) => one.name === 'kind')?.type.replaceAll("'", '');
  if (kind === undefined) throw new Error('a fact has a kind');
  const payload = properties.filter((one) => one.name !== 'kind').map(({ name, type: text }) => `${name}: ${text}`);
  return [{ kind, payload: payload.join('; ') }];
}

function propertyOf(member: Node): { readonly name: string; readonly type: string } {
  const key = member.key as Node;
  const annotation = member.typeAnnotation as Node;
  return { name: String(key.value), type: print(annotation.typeAnnotation as Node) };
}

/** Types as far as facts use them: payloads are references and closed values. */
function print(type: Node): string {
  switch (type.type) {
    case 'TsKeywordType':
      return String(type.kind);
    case 'TsTypeReference':
      return String((type.typeName as Node).value);
    case 'TsLiteralType':
      return `'${String((type.literal as Node).value)}'`;
    case 'TsUnionType':
      return (type.types as readonly Node[]).map(print).join(' or ');
    case 'TsArrayType':
      return `${print(type.elemType as Node)}[]`;
    case 'TsTypeOperator':
      return print(type.typeAnnotation as Node);
    case 'TsTypeLiteral': {
      const inner = (type.members as readonly Node[]).map(propertyOf);
      return `{ ${inner.map(({ name, type: text }) => `${name}: ${text}`).join('; ')} }`;
    }
    default:
      throw new Error(`a payload holds references and closed values, not ${String(type.type)}`);
  }
}
