import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, type Html, html, markupOf, type Value } from './html.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '` onmouseover=alert(1)',
  '</textarea><svg/onload=alert(1)>',
  '&lt;b&gt;',
  '--><script>',
  ']]>',
  '\u2028</script>',
];

describe('S1 the template of pages', () => {
  it.each(hostile)('writes %j as text, in an element and in an attribute', (text) => {
    const page = markupOf(html`<p title="${text}">${text}</p>`);
    expect(page).toBe(`<p title="${escapeText(text)}">${escapeText(text)}</p>`);
    expect(page.match(/[<>"']/g)).toHaveLength(6);
  });

  it('lets nothing out of its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
        const page = markupOf(html`<a title="${first}" href="/x">${[first, html`<b>${second}</b>`]}</a>`);
        expect(page.replace(/[^<>"]/g, '')).toBe('<""""><><><>');
      }),
    );
  });

  it('gives the text back to who reads the markup', () => {
    const back: Readonly<Record<string, string>> = {
      '&amp;': '&',
      '&lt;': '<',
      '&gt;': '>',
      '&quot;': '"',
      '&#39;': "'",
      '&#96;': '`',
    };
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeText(text).replace(/&(?:amp|lt|gt|quot|#39|#96);/g, (sign) => back[sign] ?? sign)).toBe(text);
      }),
    );
  });

  it('takes no object that only looks like markup', () => {
    const forged = JSON.parse('{"made":"<script>","Symbol(html)":"<script>"}') as Html;
    expect(() => html`<p>${forged}</p>`).toThrow();
    expect(() => html`<p title="${html`<b>x</b>`}">y</p>`).toThrow('markup cannot stand in an attribute');
  });

  it.each([
    ['an attribute without quotes', () => html`<p title=${'x'}>y</p>`],
    ['the name of an attribute', () => html`<p ${'x'}="1">y</p>`],
    ['the name of a tag', () => html`<${'x'}>`],
    ['an attribute that runs', () => html`<p onclick="${'x'}">y</p>`],
    ['a style', () => html`<p style="${'x'}">y</p>`],
    ['a script', () => html`<script>${'x'}</script>`],
    ['a style sheet', () => html`<style>${'x'}</style>`],
  ])('refuses a value in %s', (_name, make) => {
    expect(make).toThrow(TypeError);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:x',
    'JAVASCRIPT:x',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'vbscript:x',
    'x',
  ])('refuses the address %j', (address) => {
    expect(() => html`<a href="${address}">x</a>`).toThrow(TypeError);
    expect(() => html`<form action="${address}"></form>`).toThrow(TypeError);
  });

  it.each(['/report', '?lang=en', '#top', 'tel:+81-3-0000-0000', 'mailto:csirt@example.jp', 'https://example.jp/', ''])(
    'takes the address %j',
    (address) => {
      expect(markupOf(html`<a href="${address}">x</a>`)).toContain(`href="${address}"`);
    },
  );

  it('judges an address by how it begins, whoever wrote the beginning', () => {
    expect(markupOf(html`<a href="tel:${'+81'}">x</a><a href="${'/g/x'}?lang=${'ja'}">y</a>`)).toBe(
      '<a href="tel:+81">x</a><a href="/g/x?lang=ja">y</a>',
    );
    expect(() => html`<a href="javascript:${'x'}">x</a>`).toThrow(TypeError);
    expect(() => html`<a href="${'javascript:'}?lang=${'ja'}">x</a>`).toThrow(TypeError);
  });

  it('writes nothing for nothing, and lists one after another', () => {
    const nothing: readonly Value[] = [null, undefined, false, ''];
    expect(markupOf(html`<p>${nothing}${[1, ' ', 'a']}</p>`)).toBe('<p>1 a</p>');
  });
});
