/// A file, or an entry of an archive, that is not a dump file in any of the forms of Inputs.md.
public struct RefusedFile: Equatable, Sendable {
  /// `dump/notes.txt`; for an entry of an archive `dump/export.zip:notes.txt`.
  public var name: String
  /// The kind.
  public var kind: Kind

  /// A file of this name and kind.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// A kind of file that holds no records.
  public enum Kind: Equatable, Sendable {
    /// Without a byte, or with nothing but blanks.
    case empty
    /// An archive without files, with its format.
    case emptyArchive(String)
    /// An answer of a server that reports an error, saved in place of data.
    case errorAnswer(ErrorAnswer)
    /// An XML document that is not an error answer.
    case xml
    /// Made of a dump by ucensus.
    case columnarFile
    /// Made of a dump by ucensus, and inside something else.
    case packedFile
    case csv, plainText, binary
    /// UTF-16 without a byte order mark, in the byte order of this name as `iconv` has it.
    case unmarkedUTF16(String)
    case utf32
    /// Compressed, packed or stored in a format that is not read, by its name.
    case format(String)
    /// Compressed content, with the names of both compressions, that is compressed once more.
    case compressedTwice(String, String)
    /// An archive in an archive in an archive, with its format.
    case nestedTooDeep(String)
    /// Of an archive: encrypted, a sparse file, or compressed by a method that is not read.
    case encrypted, sparse
    case zipMethod(String)
    case brokenLink, symbolicLink, hardLink
    case pipe, socket, characterDevice, blockDevice
  }
}

extension RefusedFile: CustomStringConvertible {
  /// `dump/notes.txt: plain text`.
  public var description: String { "\(name): \(kind)" }
}

extension RefusedFile.Kind: CustomStringConvertible {
  /// The kind and, where that helps, what to do.
  public var description: String {
    switch self {
    case .empty: "empty file"
    case .emptyArchive(let format): "\(format) archive without files"
    case .errorAnswer(let answer): answer.description
    case .xml: "XML document"
    case .columnarFile: "columnar file, which is read by its path, or through a pipe as -"
    case .packedFile: "packed file, which is read by its own path"
    case .csv: "CSV"
    case .plainText: "plain text"
    case .binary: "binary data"
    case .unmarkedUTF16(let name):
      "UTF-16 text without a byte order mark; convert it with: iconv -f \(name) -t UTF-8"
    case .utf32: "UTF-32 text; convert it with: iconv -f UTF-32 -t UTF-8"
    case .format(let name): "\(name) file"
    case .compressedTwice(let outer, let inner): "\(inner) data inside \(outer) data"
    case .nestedTooDeep(let format):
      "\(format) archive inside an archive inside an archive; unpack the outermost one"
    case .encrypted: "encrypted; unpack the archive first"
    case .sparse: "sparse file of a tar; pack it without sparse files"
    case .zipMethod(let name): "compressed by the zip method \(name), which is not read"
    case .brokenLink: "broken link"
    case .symbolicLink: "symbolic link in an archive"
    case .hardLink: "hard link in an archive"
    case .pipe: "pipe (FIFO)"
    case .socket: "socket"
    case .characterDevice: "character device"
    case .blockDevice: "block device"
    }
  }
}
