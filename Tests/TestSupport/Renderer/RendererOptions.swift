/// Knobs of `DumpRenderer`.
public struct RendererOptions: Sendable {
  /// The forms of Inputs.md that a file may take.
  public enum Form: CaseIterable, Sendable {
    /// One record a line.
    case lines
    /// REST list pages, each a file.
    case pages
    /// One array.
    case array
    /// Records without line ends between them or on several lines, some on a line each.
    case spanning
  }

  /// How a file may be compressed.
  public enum Packing: Int, CaseIterable, Sendable {
    case gzip, zstd, lz4, zip, bzip2, xz, tar, tarGzip, tarInZip
  }

  /// A fault while a list is read page by page; the number of records stays right.
  public enum PageFault: CaseIterable, Sendable {
    /// Records moved by one place: the last record of a page is the first of the next, too.
    case repeatedRecord
    /// A page has the records of the first one.
    case repeatedPage
  }

  /// The forms to choose from; damaged records are in lines whatever is chosen.
  public var forms = Form.allCases
  /// The most files, before pages are split.
  public var maximumFiles = 8
  /// Unknown fields, duplicate keys and other spellings of fields and strings.
  public var hasNoise = true
  /// Some files are compressed with the command-line tools that are present.
  public var compresses = false
  /// All files are compressed like this; without it, by chance.
  public var packing: Packing?
  /// One list of pages lacks a record that its total promises.
  public var losesRecord = false
  /// One list of pages was read like this.
  public var pageFault: PageFault?
  /// Readings of the specification that may be argued about: product, model and class as objects, a
  /// `path` of `null` beside a hierarchy, a number before the right value of a duplicate key, several
  /// entries in one ZIP, files without a record.
  public var debatable = false

  /// The default: every undisputed form, uncompressed.
  public init() {}
}
