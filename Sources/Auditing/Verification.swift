internal import ColumnFile

/// The verification of files that others will rely on.
public enum Verification {
  /// Verifies a columnar file or a partial result, whole. Nothing is counted.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - threads: how many groups of a columnar file are verified at once.
  ///   - memoryLimit: the most bytes that its directory may take, and again each thread's group.
  /// - Returns: what it holds, in numbers, in one line that begins with the file's name.
  /// - Throws: what is wrong with the file.
  public static func run(
    _ path: String, threads: Int, memoryLimit: Int
  ) throws(Failure) -> String {
    if PartFile.isMeant(path) {
      let part = try PartFile(path: path).result
      return "\(path): sound: \(part.holdings), \(part.inputs.count) inputs"
    }
    let file = try mapping(Failure.init) { () throws(ColumnFileError) in
      let file = try ColumnFile(ColumnSource(path: path), memoryLimit: memoryLimit)
      try file.verify(threads: threads)
      return file
    }
    _ = try FileMetadata(of: file)
    let persons = file.customers.reduce(0) { $0 + $1.personCount }
    return "\(path): sound: \(file.customers.count) customers, \(persons) persons, "
      + "\(file.groupCount) groups"
  }
}
