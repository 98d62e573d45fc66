import { describe, expect, it } from 'vitest';
import type { ReceiptSetting } from './receipt.model.ts';
import { isReadable, readReceipt } from './receipt.rules.ts';

const setting: ReceiptSetting = {
  wordField: 'ref',
  fromField: 'From',
  stateField: 'message.status',
  delivered: ['delivered'],
  failed: ['failed', 'undelivered'],
  replyField: 'Digits',
  acknowledged: ['1'],
  refused: ['9'],
};
const form: ReceiptSetting = { ...setting, stateField: 'MessageStatus' };

describe('a setting for reports', () => {
  it.each([
    ['reads nothing', { ...setting, stateField: '', replyField: '' }],
    ['knows fields and no values', { ...setting, delivered: [], failed: [], acknowledged: [], refused: [] }],
    ['gives one value two meanings', { ...setting, failed: ['Delivered'] }],
    ['takes one reply as yes and as no', { ...setting, refused: ['１'] }],
  ])('is refused when it %s', (_name, wrong) => {
    expect(isReadable(wrong)).toBe(false);
  });

  it('is taken when states or replies can be told apart', () => {
    expect(isReadable(setting)).toBe(true);
    expect(isReadable({ ...setting, stateField: '', delivered: [], failed: [] })).toBe(true);
  });
});

describe('what a service reports', () => {
  it.each([
    ['nothing', ''],
    ['broken JSON', '{"ref":'],
  ])('is not read when it is %s', (_name, text) => {
    expect(readReceipt(text, setting)).toBeNull();
  });

  it('says nothing that the setting does not know', () => {
    expect(readReceipt('{"message":{"status":"queued"},"Digits":"5"}', setting)).toMatchObject({
      state: null,
      reply: null,
    });
    expect(readReceipt('{"message":["delivered"],"Digits":{"0":"1"}}', setting)).toMatchObject({
      state: null,
      reply: null,
    });
    expect(readReceipt('{"__proto__":{"Digits":"1"}}', setting)).toMatchObject({ reply: null });
    expect(readReceipt('1', { ...setting, replyField: 'constructor.name' })).toMatchObject({ reply: null });
  });

  it('is read from JSON, also below other fields, in any letter case and width', () => {
    const text = JSON.stringify({ ref: 'w', From: '+81 90-0000-0002', message: { status: 'DELIVERED' }, Digits: '１' });
    expect(readReceipt(text, setting)).toEqual({
      word: 'w',
      from: '819000000002',
      state: 'delivered',
      reply: 'acknowledged',
      words: 'DELIVERED １',
    });
  });

  it('is read from a form', () => {
    expect(readReceipt('MessageStatus=undelivered&From=%2B819000000002', form)).toMatchObject({
      state: 'failed',
      reply: null,
    });
    expect(readReceipt('Digits=9', form)).toMatchObject({ state: null, reply: 'refused' });
  });

  it('keeps its words on one line and short', () => {
    const words = readReceipt(JSON.stringify({ Digits: `1\r\n${'x'.repeat(500)}` }), setting)?.words ?? '';
    expect(words).toHaveLength(80);
    expect(words).not.toMatch(/[\r\n]/);
  });
});
