/**
 * The one template of all documents, in Typst. It contains no text of anybody: what is written comes as JSON by
 * `sys.inputs`, and a string from JSON is set as a string, never evaluated. It reads no file and uses no package.
 */
export const typstTemplate = String.raw`
#let d = json(bytes(sys.inputs.document))
#let isJa = d.language == "ja"
#let ink = rgb("#18202B")
#let ink2 = rgb("#455062")
#let ink3 = rgb("#626D7D")
#let hair = rgb("#C6CDD6")
#let indigo = rgb("#1E4470")
#let tlpColours = (
  "TLP:RED": rgb("#FF2B2B"),
  "TLP:AMBER+STRICT": rgb("#FFC000"),
  "TLP:AMBER": rgb("#FFC000"),
  "TLP:GREEN": rgb("#33FF00"),
  "TLP:CLEAR": rgb("#FFFFFF"),
)
#let tlpMark(size: 8pt) = if d.tlp != none {
  box(fill: black, inset: (x: 4pt, y: 2.5pt), radius: 2pt, text(size: size, weight: "bold", fill: tlpColours.at(d.tlp), d.tlp))
}
// A zero-width space at places where a long address, path or checksum may break.
#let breaking(words) = words.replace(regex("[!-~]{24,}"), found => found.text
  .replace(regex("[/.:@_?&=,;-]"), sign => sign.text + "\u{200b}")
  .replace(regex("[0-9A-Za-z]{24}"), run => run.text + "\u{200b}"))
#let lines(words) = {
  let all = words.split("\n")
  for (at, line) in all.enumerate() {
    if at > 0 { linebreak() }
    breaking(line)
  }
}
#let factTable(facts) = table(
  columns: (auto, 1fr),
  stroke: none,
  inset: (x: 0pt, y: 4pt),
  column-gutter: 14pt,
  ..facts.map(fact => (
    block(width: 96pt, par(justify: false, text(fill: ink3, size: 9pt, fact.label))),
    par(justify: false, lines(fact.value)),
  )).flatten()
)

#set document(title: d.title, author: d.issuer, date: auto)
#set text(font: "Noto Sans JP", lang: if isJa { "ja" } else { "en" }, region: if isJa { "jp" } else { "gb" }, size: 10pt, fill: ink, cjk-latin-spacing: none, ligatures: false, hyphenate: false)
#set par(justify: isJa, leading: if isJa { 0.85em } else { 0.7em }, spacing: 1.1em)
#set heading(numbering: "1.1")
#set page(
  paper: "a4",
  margin: (top: 27mm, bottom: 24mm, left: 23mm, right: 23mm),
  header: {
    set text(size: 8pt, fill: ink3)
    grid(columns: (1fr, auto, 1fr), align: (left + horizon, center + horizon, right + horizon),
      d.issuer, if d.draftMark != none { text(weight: "bold", fill: rgb("#8A4B08"), d.draftMark) }, tlpMark())
    v(-4pt)
    line(length: 100%, stroke: 0.4pt + hair)
  },
  footer: {
    set text(size: 7.5pt, fill: ink3)
    line(length: 100%, stroke: 0.4pt + hair)
    v(-4pt)
    grid(columns: (1fr, auto), row-gutter: 3pt, align: (left + horizon, right + horizon),
      d.reference, context [#counter(page).display() / #counter(page).final().first()],
      if d.checksum != none { text(size: 6.5pt, d.checksum) }, tlpMark(size: 7pt))
  },
)
#show heading.where(level: 1): it => block(above: 1.9em, below: 0.9em, sticky: true, {
  set text(size: 12.5pt, weight: "bold", fill: indigo)
  set par(justify: false)
  grid(columns: (auto, 1fr), column-gutter: 8pt, counter(heading).display("1."), it.body)
  v(-5pt)
  line(length: 100%, stroke: 0.6pt + hair)
})
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, sticky: true, {
  set text(size: 10.5pt, weight: "bold")
  set par(justify: false)
  it.body
})

#block(below: 16pt, {
  set par(justify: false)
  grid(columns: (1fr, auto), column-gutter: 12pt, align: (left + bottom, right + bottom),
    text(size: 19pt, weight: "bold", d.title),
    if d.subtitle != none { text(size: 13pt, weight: "bold", fill: indigo, d.subtitle) })
  if d.date != none { v(-2pt); text(size: 9pt, fill: ink2, d.date) }
})
#if d.facts.len() > 0 {
  block(width: 100%, stroke: (top: 1pt + indigo, bottom: 0.4pt + hair), inset: (x: 0pt, y: 7pt), factTable(d.facts))
}

#for section in d.sections {
  heading(level: 1, section.heading)
  for item in section.blocks {
    if item.kind == "text" {
      if item.at("tone", default: "plain") == "note" {
        par(text(size: 8.5pt, fill: ink2, lines(item.text)))
      } else { par(lines(item.text)) }
    } else if item.kind == "heading" {
      heading(level: 2, numbering: none, item.text)
    } else if item.kind == "list" {
      if item.at("isNumbered", default: false) {
        enum(spacing: 0.9em, ..item.items.map(one => lines(one)))
      } else {
        list(marker: text(fill: indigo, "•"), spacing: 0.9em, ..item.items.map(one => lines(one)))
      }
    } else if item.kind == "facts" {
      factTable(item.facts)
    } else if item.kind == "table" {
      set text(size: 8.5pt)
      set par(justify: false, leading: 0.65em)
      table(
        columns: item.columns.map(column => if column.at("share", default: none) == none { auto } else { column.share * 1fr }),
        stroke: (x, y) => (bottom: 0.4pt + hair, top: if y == 0 { 0.8pt + indigo } else { none }),
        fill: (x, y) => if y == 0 { rgb("#EEF3F9") } else { none },
        inset: (x: 5pt, y: 5pt),
        align: left + top,
        table.header(..item.columns.map(column => text(weight: "bold", column.title))),
        ..item.rows.map(row => row.enumerate().map(((at, cell)) => if item.columns.at(at).at("isLarge", default: false) {
          text(size: 13pt, weight: "bold", lines(cell))
        } else { lines(cell) })).flatten()
      )
    } else if item.kind == "figure" {
      block(width: 100%, breakable: false, above: 1.2em, below: 1.2em, {
        image(bytes(item.svg), format: "svg", width: 100%, alt: item.caption)
        v(2pt)
        text(size: 8.5pt, fill: ink2, item.caption)
      })
    }
  }
}
`;
