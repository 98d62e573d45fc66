import { CatchBoundary } from '@tanstack/react-router';
import {
  type ComponentType,
  createContext,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
} from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/field.tsx';
import { type SentenceKey, useSay } from './language.ts';
import { useMe } from './session.queries.ts';

/** A record as its page hands it to the sections of other modules. */
export type SubjectFrame = {
  readonly kind: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly compartment: { readonly id: number; readonly name: string; readonly isOpen: boolean };
  readonly can: { readonly annotate: boolean; readonly restrict: boolean };
};

export type SectionProps = { readonly subject: SubjectFrame };

/**
 * A part of a record's page that a module contributes. It fetches for itself and fails for itself; the page knows
 * neither its module nor its content.
 */
export type SectionEntry = {
  readonly id: string;
  readonly subjectKinds: readonly string[];
  readonly order: number;
  /** Permission that the reader needs; without it the section is not there. */
  readonly permission: string;
  /**
   * `main` is the wide column of the overview, `rail` the narrow one, `status` one chip beside the number, `action` a
   * button, `tab` a page of its own beside the overview, reached by `<address of the record>/<id of the entry>`, `files` a card under the files of a
   * record for those that came with something else.
   */
  readonly place: 'main' | 'rail' | 'status' | 'action' | 'tab' | 'files';
  /** The name of a `tab`. */
  readonly title?: SentenceKey;
  /**
   * The figure beside the name of a `tab`. The key begins with the noun of the module's facts, so that the figure
   * follows them; null shows none.
   */
  readonly count?: (subject: SubjectFrame) => {
    readonly queryKey: readonly unknown[];
    readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<number | null>;
  };
  readonly load: () => Promise<{ readonly Section: ComponentType<SectionProps> }>;
};

/** A page that the navigation and the palette offer to those who may use it. */
export type Destination = {
  readonly id: string;
  readonly title: SentenceKey;
  readonly to: string;
  readonly permission: string;
};

export type Registry = {
  readonly sections: readonly SectionEntry[];
  /** The address of a record by its kind. */
  readonly links: Readonly<Record<string, (number: string) => string>>;
};

const RegistryContext = createContext<Registry>({ sections: [], links: {} });
export const RegistryProvider = RegistryContext.Provider;

const loaded = new Map<SectionEntry['load'], LazyExoticComponent<ComponentType<SectionProps>>>();

function component(entry: SectionEntry): LazyExoticComponent<ComponentType<SectionProps>> {
  const known = loaded.get(entry.load);
  if (known !== undefined) return known;
  const made = lazy(async () => {
    try {
      return { default: (await entry.load()).Section };
    } catch (error) {
      // Kept, the failure would last until the page is loaded anew, also when the server is back.
      loaded.delete(entry.load);
      throw error;
    }
  });
  loaded.set(entry.load, made);
  return made;
}

/** Draws what the modules contribute to a record in one place of its page. */
export function Sections({ subject, place }: SectionProps & { readonly place: SectionEntry['place'] }) {
  const { sections } = useContext(RegistryContext);
  const { may } = useMe();
  return sections
    .filter((entry) => entry.place === place && entry.subjectKinds.includes(subject.kind) && may(entry.permission))
    .toSorted((a, b) => a.order - b.order)
    .map((entry) => {
      const Section = component(entry);
      return (
        <Contained key={entry.id}>
          <Section subject={subject} />
        </Contained>
      );
    });
}

/** A section that breaks takes only its own place: the rest of the record stays readable. */
function Contained({ children }: { readonly children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={() => 'section'} errorComponent={Broken}>
      <Suspense fallback={null}>{children}</Suspense>
    </CatchBoundary>
  );
}

function Broken({ reset }: { readonly reset: () => void }) {
  const { say } = useSay();
  return (
    <Notice
      tone="red"
      actions={
        <Button size="small" onClick={reset}>
          {say('platform.act.retry')}
        </Button>
      }
    >
      {say('platform.section.broken')}
    </Notice>
  );
}

/** The pages beside the overview of a record that its reader may open, in their order. */
export function useTabs(subject: SubjectFrame): readonly SectionEntry[] {
  const { sections } = useContext(RegistryContext);
  const { may } = useMe();
  return sections
    .filter((entry) => entry.place === 'tab' && entry.subjectKinds.includes(subject.kind) && may(entry.permission))
    .toSorted((a, b) => a.order - b.order);
}

/** Draws the page of one tab. */
export function TabSection({ subject, entry }: SectionProps & { readonly entry: SectionEntry }) {
  const Section = component(entry);
  return (
    <Contained key={entry.id}>
      <Section subject={subject} />
    </Contained>
  );
}

/** The address of a record, or null for a kind that has no page. */
export function useSubjectLink(): (subject: {
  readonly kind: string;
  readonly number: string | null;
}) => string | null {
  const { links } = useContext(RegistryContext);
  return ({ kind, number }) => (number === null ? null : (links[kind]?.(number) ?? null));
}
