import Testing

@testable import Page

/// Foreign text stays text, also between the quotes of an attribute.
@Suite struct HTMLTextTests {
  private func html(_ body: (inout HTMLText) -> Void) -> String {
    var html = HTMLText()
    body(&html)
    return String(decoding: html.bytes, as: UTF8.self)
  }

  @Test func textIsEscaped() {
    #expect(
      html { $0.text("<a href=\"x\" & 'y'>é\u{7}") }
        == "&lt;a href=&quot;x&quot; &amp; &#39;y&#39;&gt;é\u{FFFD}")
  }

  @Test func markupIsNot() {
    #expect(html { $0.line("<p>") } == "<p>\n")
    #expect(html { $0.raw(Array("<b>".utf8)) } == "<b>")
  }

  @Test func foreignTextKeepsItsDirection() {
    #expect(html { $0.isolated("a<b") } == "<bdi>a&lt;b</bdi>")
  }
}
