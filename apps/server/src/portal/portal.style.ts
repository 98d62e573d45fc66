import { createHash } from 'node:crypto';

/** The style sheet of the pages: the tokens of the design, light and dark by the system. It stands in each page. */
export const portalStyle = `
:root{color-scheme:light dark;--bg:#fff;--sunken:#f4f6f8;--line:#e1e5ea;--line2:#c6cdd6;--control:#8a94a3;--ink:#18202b;--ink2:#455062;--ink3:#626d7d;--accent:#1e4470;--accent-hover:#285587;--accent-text:#1e4470;--accent-soft:#eef3f9;--accent-line:#b8cce3;--red:#b3261e;--red-soft:#fceeec;--red-line:#e6b4af;--amber:#8a4b08;--amber-soft:#fdf4e3;--amber-line:#e7c896;--green:#1e6b45;--green-soft:#eaf5ef;--green-line:#a9d3bc;--badge:#18202b;--badge-ink:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0d1218;--sunken:#151b23;--line:#27313d;--line2:#3c4958;--control:#6b788a;--ink:#e8ecf2;--ink2:#b4becb;--ink3:#8d99a9;--accent:#2f6199;--accent-hover:#285587;--accent-text:#93bbe6;--accent-soft:#172536;--accent-line:#2c4766;--red:#ff9c92;--red-soft:#331a1a;--red-line:#6d3430;--amber:#f0be6a;--amber-soft:#2c2214;--amber-line:#5d4722;--green:#79cfa2;--green-soft:#14291f;--green-line:#2c5a43;--badge:#e8ecf2;--badge-ink:#18202b}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;line-break:strict}
body{margin:0;background:var(--bg);color:var(--ink);font:400 15px/1.7 "Inter Variable",Inter,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","BIZ UDPGothic","Yu Gothic UI",Meiryo,system-ui,sans-serif;overflow-wrap:anywhere}
:lang(en) body,body:lang(en){line-height:1.6}
a{color:var(--accent-text);text-underline-offset:3px}
h1,h2,p,dl,dd,ol,ul,fieldset{margin:0;padding:0;border:0}
svg{flex:none}
.skip{position:absolute;left:-999px}.skip:focus{position:static;display:block;padding:8px 20px}
.top{border-bottom:1px solid var(--line)}
.top div{display:flex;align-items:center;gap:10px;min-height:48px}
.top b{font-weight:650;flex:1;min-width:0}
.top svg{color:var(--accent-text)}
.top a{padding:10px 0;text-decoration:none}
.top a:hover{text-decoration:underline}
.in{max-width:640px;margin:0 auto;padding:0 20px}
main{padding-top:16px!important;padding-bottom:48px!important}
h1{font-size:21px;line-height:1.45;font-weight:700;word-break:auto-phrase;text-wrap:balance}
h2{font-size:16px;line-height:1.5;font-weight:700;margin:28px 0 8px}
h3{font-size:14.5px;line-height:1.5;font-weight:650;margin:18px 0 0}h3+.prose,h3+.facts{margin-top:4px}
.lead{color:var(--ink2);white-space:pre-line;margin-top:2px;word-break:auto-phrase;text-wrap:pretty}
.note{font-size:13px;line-height:1.6;color:var(--ink3);margin-top:4px}
.box{display:flex;gap:12px;border:1px solid var(--accent-line);background:var(--accent-soft);border-radius:10px;padding:10px 12px;margin-top:14px;line-height:1.55}
.box svg{margin-top:3px;color:var(--accent-text)}
.box>div{min-width:0;flex:1}
.box b{display:block;font-weight:650}
.box a{font-weight:650;text-decoration:none}
.box a:hover{text-decoration:underline}
.bad{border-color:var(--red-line);background:var(--red-soft)}.bad svg,.bad b,.error{color:var(--red)}
.bad ul{padding-left:20px}.bad a{color:var(--red);text-decoration:underline;font-weight:400}
.good{border-color:var(--green-line);background:var(--green-soft)}.good svg,.good b{color:var(--green)}
.warn{border-color:var(--amber-line);background:var(--amber-soft)}.warn svg,.warn b{color:var(--amber)}
.field{margin-top:24px}
.label{display:flex;align-items:center;gap:8px;font-weight:650;font-size:15px;line-height:1.5;margin-bottom:6px;padding:0}
.mark{font-size:11px;line-height:16px;font-weight:600;border-radius:3px;padding:1px 6px;border:1px solid var(--line2);color:var(--ink2);white-space:nowrap}
.must{background:var(--badge);border-color:var(--badge);color:var(--badge-ink)}
.tiles{display:grid;grid-template-columns:1fr 1fr;gap:8px}
.tile{position:relative;display:flex;min-height:44px}
.tile input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.tile span{display:flex;flex:1;align-items:center;gap:9px;border:1px solid var(--control);border-radius:10px;padding:8px 12px;line-height:1.35;font-size:14.5px;word-break:auto-phrase;text-wrap:balance}
.tile svg{color:var(--ink2)}
.tile input:checked+span{border:2px solid var(--accent-text);padding:7px 11px;background:var(--accent-soft);color:var(--accent-text);font-weight:650}
.tile input:checked+span svg{color:var(--accent-text)}
textarea,input[type=text],input[type=email],.address{display:block;width:100%;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--control);border-radius:10px;padding:10px 12px;min-height:46px}
textarea{min-height:96px;resize:vertical;line-height:1.7}
[aria-invalid=true]{border-color:var(--red)!important}
.error{font-size:14px;line-height:1.55;margin-top:4px}
.file{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.file input{font:inherit;font-size:14px;color:var(--ink2);max-width:100%;padding:6px;border:1px solid var(--line2);border-radius:10px;min-height:44px;width:100%}
.file input::file-selector-button{font:inherit;font-weight:650;color:var(--ink);background:var(--bg);border:1px solid var(--line2);border-radius:7px;padding:5px 12px;margin-right:10px;cursor:pointer}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
button{font:inherit;font-weight:650;color:#fff;background:var(--accent);border:0;border-radius:10px;min-height:52px;padding:8px 20px;width:100%;cursor:pointer}
button:hover{background:var(--accent-hover)}
.act{margin-top:24px}
.plain{color:var(--ink);background:var(--bg);border:1px solid var(--line2);min-height:44px;width:auto}
.plain:hover{background:var(--sunken)}
.under{margin-top:8px;text-align:center}
:focus-visible{outline:2px solid var(--accent-text);outline-offset:2px}
.tile input:focus-visible+span{outline:2px solid var(--accent-text);outline-offset:2px}
.number{font-size:24px;line-height:1.3;font-weight:700;white-space:nowrap}
.address{background:var(--sunken);border-color:var(--line2);margin:6px 0 8px;font-size:13px;line-height:1.55;word-break:break-all;min-height:0;user-select:all}
.state{font-size:19px;line-height:1.4;font-weight:700}
.steps{display:flex;list-style:none;gap:4px;margin:14px 0 12px}.keep{border-bottom:1px solid var(--line);padding-bottom:20px;margin-bottom:20px}form+.box{margin-top:28px}.under a,.foot a{display:inline-block}
.steps li{flex:1;min-width:0;border-top:4px solid var(--line);padding-top:5px;font-size:12px;line-height:1.4;color:var(--ink3);word-break:auto-phrase;text-wrap:balance}
.steps .done{border-color:var(--accent-line)}
.steps .now{border-color:var(--accent-text);color:var(--accent-text);font-weight:650}
.talk{list-style:none;display:grid;gap:10px}
.talk li{border:1px solid var(--line);border-radius:10px;padding:9px 12px}
.talk .us{background:var(--accent-soft);border-color:var(--accent-line)}
.who{display:flex;flex-wrap:wrap;gap:0 10px;align-items:baseline;font-size:13px;color:var(--ink3)}
.who b{color:var(--ink);font-weight:650}
.said{white-space:pre-wrap}
.files{list-style:none;margin-top:6px;font-size:14px;display:grid;gap:2px}
.files li{border:0;padding:0;background:none}
.kind{font-size:13px;line-height:1.5;color:var(--ink3);margin-bottom:6px;word-break:auto-phrase}.box+h1{margin-top:16px}.facts{margin-top:14px;border-top:1px solid var(--line)}.facts>div{display:grid;grid-template-columns:64px 1fr;gap:0 12px;padding:9px 0;border-bottom:1px solid var(--line)}.facts dt{font-size:14px;color:var(--ink3);word-break:auto-phrase}.facts dd{white-space:pre-line;min-width:0}.facts small{display:block;font-size:13px;color:var(--ink3)}.left{color:var(--amber);font-weight:650;white-space:nowrap;margin-left:8px}.over{color:var(--red)}.warn div{white-space:pre-line}.choices{display:grid;gap:8px;margin-top:20px}.choices button{display:flex;align-items:center;justify-content:center;gap:8px;width:100%}.ok{color:var(--green);background:var(--bg);border:1px solid var(--green)}.ok:hover{background:var(--green-soft)}.large{min-height:88px;font-size:22px;border-radius:14px}.choices .plain{min-height:50px;border-color:var(--control)}
.clocks{display:flex;flex-wrap:wrap;margin-top:14px;border:1px solid var(--amber-line);background:var(--amber-soft);border-radius:10px}.clocks>div{flex:1 1 150px;padding:8px 14px}.clocks>div+div{border-left:1px solid var(--amber-line)}.clocks small{display:block;color:var(--amber);font-size:13px;line-height:1.5}.clocks b{font-size:17px;line-height:1.4}.wide{overflow-x:auto;border:1px solid var(--line);border-radius:10px}.wide table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5}.wide th,.wide td{padding:8px 7px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);border-left:1px solid var(--line);min-width:76px;white-space:pre-line;word-break:auto-phrase}.wide tr>:first-child{border-left:0;min-width:52px;padding:8px 6px 8px 8px;font-size:12.5px;color:var(--ink3);font-weight:400;word-break:keep-all;overflow-wrap:normal}.stacked>div{grid-template-columns:1fr}.wide tbody tr:last-child>*{border-bottom:0}.wide .mark{display:table;margin-top:4px;white-space:normal}.pick{display:flex;gap:10px;align-items:flex-start;min-height:46px;padding:10px 12px;border:1px solid var(--control);border-radius:10px;margin-bottom:8px;cursor:pointer}.pick input{width:20px;height:20px;margin:3px 0 0;flex:none}select{display:block;width:100%;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--control);border-radius:10px;padding:10px 12px;min-height:46px}
.foot{margin-top:36px;padding-top:12px;border-top:1px solid var(--line);font-size:13px;color:var(--ink3)}
.foot a{color:inherit}
.prose{white-space:pre-line;margin-top:12px}
@media (min-width:560px){.tiles{grid-template-columns:1fr 1fr 1fr}h1{font-size:24px}.act button{width:auto;min-width:220px}.under{text-align:left}main{padding-top:24px!important}}
@media print{.skip,.top a,form,.box.warn,.foot{display:none}body{background:#fff;color:#000}}
`
  .replaceAll(/\n/g, '')
  .trim();

/** What the policy of the pages says of the style sheet: this one and no other. */
export const styleHash = `sha256-${createHash('sha256').update(portalStyle).digest('base64')}`;
