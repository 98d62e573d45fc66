import '@mantine/core/styles/default-css-variables.layer.css';
import './fonts.css';
import './tokens.css';
import './base.css';
import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
  MantineProvider,
} from '@mantine/core';
import type { Theme } from '@matoi/contract/values';
import type { ReactNode } from 'react';

/** The indigo scale 藍. */
const ai: MantineColorsTuple = [
  '#EEF3F9',
  '#DCE6F2',
  '#B8CCE3',
  '#8AABCF',
  '#5A85B5',
  '#3A689E',
  '#285587',
  '#1E4470',
  '#173557',
  '#102640',
];

const theme = createTheme({
  fontFamily: 'var(--m-sans)',
  fontFamilyMonospace: 'var(--m-mono)',
  colors: { ai },
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 7,
  respectReducedMotion: true,
});

/** Mantine's own variables follow our tokens, so that its parts look like ours in both themes. */
const variables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--m-surface)',
    '--mantine-color-text': 'var(--m-ink)',
    '--mantine-color-dimmed': 'var(--m-ink3)',
    '--mantine-color-placeholder': 'var(--m-ink3)',
    '--mantine-color-default': 'var(--m-surface)',
    '--mantine-color-default-hover': 'var(--m-hover)',
    '--mantine-color-default-border': 'var(--m-line2)',
    '--mantine-color-default-color': 'var(--m-ink)',
    '--mantine-color-error': 'var(--m-red)',
    '--mantine-color-anchor': 'var(--m-accent-text)',
  };
  return { variables: {}, light: ours, dark: ours };
};

const schemeManager = localStorageColorSchemeManager({ key: 'matoi.theme' });

/** The nonce of this page load; the browser hides it from selectors but not from scripts of our own. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Colours, type and behaviour for everything below. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  );
}

/** Our name of a theme as Mantine calls it. */
export function colorScheme(chosen: Theme): 'auto' | 'light' | 'dark' {
  return chosen === 'system' ? 'auto' : chosen;
}
