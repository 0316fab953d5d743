internal import Files
internal import Report

/// Writes one self-contained page: no network, no file beside it.
///
/// What it may do is stated in the page itself (Content-Security-Policy): run the one script and use the
/// one style sheet whose SHA-256 stand there, and nothing else, whatever names may hold.
public struct PageWriter {
  let model: PageModel
  var html = HTMLText()

  /// Customers that are in the page itself; all others need its script.
  static let plainRowMax = 50

  private init(_ model: PageModel) { self.model = model }

  /// The page of a model, UTF-8. The same model makes the same bytes.
  public static func bytes(_ model: PageModel) -> [UInt8] {
    var writer = PageWriter(model)
    writer.document()
    return writer.html.bytes
  }

  private mutating func document() {
    head()
    html.line("<body>")
    header()
    html.line("<main>")
    figures()
    bill()
    bars()
    customers()
    resellers()
    change()
    trends()
    leftOut()
    provenance()
    html.line("</main>")
    html.markup("<script type=\"application/json\" id=\"data\">")
    html.raw(PageData(model).bytes)
    html.line("</script>")
    html.markup("<script>")
    html.raw(PackageResources.page_js)
    html.line("</script>\n</body>\n</html>")
  }

  private mutating func head() {
    html.line("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
    html.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    html.markup("base-uri 'none'; form-action 'none'; style-src 'sha256-")
    html.raw(Base64.bytes(ofHexadecimal: FileDigest.hexadecimal(of: PackageResources.page_css)))
    html.markup("'; script-src 'sha256-")
    html.raw(Base64.bytes(ofHexadecimal: FileDigest.hexadecimal(of: PackageResources.page_js)))
    html.line("'\">")
    html.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    html.line("<meta name=\"referrer\" content=\"no-referrer\">")
    html.markup("<title>Licence audit ")
    html.text("\(model.dateTime): \(model.provider)")
    html.markup("</title>\n<style>")
    html.raw(PackageResources.page_css)
    html.line("</style>\n</head>")
  }

  private mutating func header() {
    html.markup("<header>\n<h1>Licence audit of ")
    html.isolated(model.provider)
    html.markup("</h1>\n<p class=\"soft\">")
    html.isolated(model.host)
    html.markup(" · ")
    html.text("\(model.dateTime) UTC")
    html.line("</p>\n<nav aria-label=\"Sections\">")
    for (id, title) in sections {
      html.markup("<a href=\"#")
      html.text(id)
      html.markup("\">")
      html.text(title)
      html.line("</a>")
    }
    html.line("</nav>\n</header>")
  }

  private var sections: [(id: String, title: String)] {
    var sections = [("columns", "Columns"), ("list", "Customers")]
    if model.bill != nil { sections.insert(("bill", "Bill"), at: 0) }
    if hasResellers { sections.append(("resellers", "Resellers")) }
    if model.change != nil { sections.append(("change", "What changed")) }
    if !model.trends.isEmpty { sections.append(("trends", "Trends")) }
    if !model.leftOut.isEmpty { sections.append(("left-out", "Left out")) }
    return sections + [("provenance", "Provenance")]
  }

  // MARK: Numbers

  private mutating func figures() {
    html.line("<dl class=\"figures\">")
    for figure in model.figures {
      html.markup("<div><dt>")
      html.text(figure.label)
      html.markup("</dt><dd>")
      number(figure.count)
      if let step = figure.step { self.step(step) }
      html.line("</dd></div>")
    }
    html.line("</dl>")
  }

  /// A change beside a number: its sign says what its colour says.
  mutating func step(_ step: Int) {
    html.markup(
      step > 0
        ? " <span class=\"step more\">+"
        : step < 0
          ? " <span class=\"step less\">" : " <span class=\"step\">±")
    number(step)
    html.markup("</span>")
  }

  /// A number with commas between thousands.
  mutating func number(_ number: Int) { html.text(RunSummary.grouped(number)) }

  /// Begins a section, with its heading.
  mutating func section(_ id: StaticString, _ title: StaticString) {
    html.markup("<section aria-labelledby=\"")
    html.markup(id)
    html.markup("\">\n<h2 id=\"")
    html.markup(id)
    html.markup("\">")
    html.markup(title)
    html.line("</h2>")
  }
}

/// RFC 4648.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes that hexadecimal digits stand for, in Base64.
  static func bytes(ofHexadecimal text: String) -> [UInt8] {
    let nibbles = text.utf8.map { UInt32($0 < 58 ? $0 - 48 : $0 - 87) }
    let bytes = stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    return stride(from: 0, to: bytes.count, by: 3).flatMap { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | $1 } << (8 * UInt32(3 - group.count))
      return (0..<4).map { index in
        index <= group.count
          ? digits[Int(word >> (18 - 6 * UInt32(index)) & 63)] : UInt8(ascii: "=")
      }
    }
  }
}
