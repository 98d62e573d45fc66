import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type Locale, locales, type TileIcon, tileIcons } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import '../public-reporting.css';

type Form = ResponseOf<RouteOf<'GET /api/v1/public-form'>>;
type Tile = Form['tiles'][number];
type Classes = ResponseOf<RouteOf<'GET /api/v1/triage-classes'>>['items'];

const formKey = ['public-form'];
const mostTiles = 8;

/** The report form for everybody: where it is, whether it is open, and what it says. */
export function PublicFormPage() {
  const { say } = useSay();
  const form = useQuery({ queryKey: formKey, queryFn: () => call('GET /api/v1/public-form') });
  const classes = useQuery({ queryKey: ['triage-classes'], queryFn: () => call('GET /api/v1/triage-classes') });
  return (
    <Page title={say('public-form.page.title')} isNarrow>
      {(form.data === undefined || classes.data === undefined) && (
        <Waiting query={form.data === undefined ? form : classes} />
      )}
      {form.data !== undefined && classes.data !== undefined && (
        <FormSettings form={form.data} classes={classes.data.items} />
      )}
    </Page>
  );
}

function FormSettings({ form, classes }: { readonly form: Form; readonly classes: Classes }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  useStale(submit.problem, formKey);
  const [draft, setDraft] = useState(form);
  const set = (change: Partial<Form>) => setDraft((before) => ({ ...before, ...change }));
  const mayChange = form.can.change;

  const save = async () => {
    const { isOpen, hours, intro, privacy, tiles } = draft;
    const phone = draft.phone === null || draft.phone.trim() === '' ? null : draft.phone.trim();
    const body = { isOpen, phone, hours, intro, privacy, tiles };
    const isDone = await submit.run({ body, version: form.version }, async (idempotencyKey) => {
      const changed = await call('PATCH /api/v1/public-form', { body, version: form.version, idempotencyKey });
      queries.setQueryData(formKey, changed);
    });
    if (isDone) toastDone(say('public-form.page.saved'), say('platform.act.close'));
  };

  const bilingual = (field: 'hours' | 'intro' | 'privacy', rows: number) =>
    locales.map((locale: Locale) => {
      const props = {
        label: say(`public-form.field.${field}-${locale}`),
        lang: locale,
        disabled: !mayChange,
        value: draft[field][locale],
        problem: fieldProblem(`${field}.${locale}`),
      };
      return rows === 1 ? (
        <TextField
          key={locale}
          {...props}
          maxLength={60}
          onChange={(event) => set({ [field]: { ...draft[field], [locale]: event.currentTarget.value } })}
        />
      ) : (
        <ProseField
          key={locale}
          {...props}
          rows={rows}
          maxLength={field === 'intro' ? 400 : 8_000}
          onChange={(event) => set({ [field]: { ...draft[field], [locale]: event.currentTarget.value } })}
        />
      );
    });

  return (
    <form
      className="m-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={say('public-form.address.title')}>
        <div className="m-form">
          <CopyField
            label={say('public-form.address.label')}
            value={form.address}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
          <p>
            <a href="/report" target="_blank" rel="noreferrer">
              {say('public-form.address.open')}
            </a>
          </p>
          <Check
            label={say('public-form.field.open')}
            disabled={!mayChange}
            checked={draft.isOpen}
            onChange={(event) => set({ isOpen: event.currentTarget.checked })}
          />
          {!draft.isOpen && <Notice tone="amber">{say('public-form.field.closed-hint')}</Notice>}
        </div>
      </Card>
      <Card title={say('public-form.contact.title')}>
        <div className="m-form">
          <TextField
            label={say('public-form.field.phone')}
            hint={say('public-form.field.phone-hint')}
            type="tel"
            disabled={!mayChange}
            maxLength={30}
            value={draft.phone ?? ''}
            onChange={(event) => set({ phone: event.currentTarget.value })}
            problem={fieldProblem('phone')}
          />
          {bilingual('hours', 1)}
        </div>
      </Card>
      <Card title={say('public-form.tiles.title')}>
        <p className="m-second">{say('public-form.tiles.hint')}</p>
        <TileList
          tiles={draft.tiles}
          classes={classes}
          mayChange={mayChange}
          onChange={(tiles) => set({ tiles: [...tiles] })}
          fieldProblem={fieldProblem}
        />
      </Card>
      <Card title={say('public-form.texts.title')}>
        <div className="m-form">
          <p className="m-second">{say('public-form.texts.hint')}</p>
          {bilingual('intro', 3)}
          {bilingual('privacy', 6)}
        </div>
      </Card>
      <Refusal problem={submit.problem} />
      {mayChange ? (
        <div>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('public-form.page.act')}
          </Button>
        </div>
      ) : (
        <p className="m-second">{say('public-form.page.read-only')}</p>
      )}
    </form>
  );
}

type TileListProps = {
  readonly tiles: readonly Tile[];
  readonly classes: Classes;
  readonly mayChange: boolean;
  readonly onChange: (tiles: readonly Tile[]) => void;
  readonly fieldProblem: (name: string) => string | null;
};

function TileList({ tiles, classes, mayChange, onChange, fieldProblem }: TileListProps) {
  const { say, locale } = useSay();
  const change = (at: number, part: Partial<Tile>) =>
    onChange(tiles.map((tile, index) => (index === at ? { ...tile, ...part } : tile)));
  const move = (at: number) => {
    const [before, moved] = [tiles[at - 1], tiles[at]];
    if (before === undefined || moved === undefined) return;
    onChange(tiles.map((tile, index) => (index === at - 1 ? moved : index === at ? before : tile)));
  };
  const freeId = () => {
    const taken = new Set(tiles.map((tile) => tile.id));
    return Array.from({ length: mostTiles + 1 }, (_, at) => `own-${at + 1}`).find((id) => !taken.has(id)) ?? 'own';
  };
  return (
    <ol className="m-tiles">
      {tiles.map((tile, at) => (
        <li key={tile.id} className="m-tile-row">
          <TextField
            label={say('public-form.tile.name-ja')}
            lang="ja"
            required
            maxLength={24}
            disabled={!mayChange}
            value={tile.name.ja}
            onChange={(event) => change(at, { name: { ...tile.name, ja: event.currentTarget.value } })}
            problem={fieldProblem(`tiles.${at}.name.ja`)}
          />
          <TextField
            label={say('public-form.tile.name-en')}
            lang="en"
            required
            maxLength={24}
            disabled={!mayChange}
            value={tile.name.en}
            onChange={(event) => change(at, { name: { ...tile.name, en: event.currentTarget.value } })}
            problem={fieldProblem(`tiles.${at}.name.en`)}
          />
          <SelectField
            label={say('public-form.tile.icon')}
            disabled={!mayChange}
            value={tile.icon}
            onChange={(event) => change(at, { icon: event.currentTarget.value as TileIcon })}
          >
            {tileIcons.map((icon) => (
              <option key={icon} value={icon}>
                {say(`public-form.icon.${icon}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={say('public-form.tile.class')}
            disabled={!mayChange}
            value={tile.classHint ?? ''}
            onChange={(event) => change(at, { classHint: event.currentTarget.value || null })}
          >
            <option value="">{say('public-form.tile.no-class')}</option>
            {classes.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name[locale]}
              </option>
            ))}
          </SelectField>
          {mayChange && (
            <div className="m-row">
              <Button size="small" disabled={at === 0} onClick={() => move(at)}>
                {say('public-form.tile.up')}
              </Button>
              <Button
                size="small"
                disabled={tiles.length === 1}
                onClick={() => onChange(tiles.filter((_, index) => index !== at))}
              >
                {say('public-form.tile.remove')}
              </Button>
            </div>
          )}
        </li>
      ))}
      {mayChange && tiles.length < mostTiles && (
        <li>
          <Button
            size="small"
            onClick={() =>
              onChange([...tiles, { id: freeId(), icon: 'dots', name: { ja: '', en: '' }, classHint: null }])
            }
          >
            {say('public-form.tile.add')}
          </Button>
        </li>
      )}
    </ol>
  );
}
