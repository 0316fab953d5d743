internal import CSimdjson

/// Takes the well-formed records of the models that the profile names.
protocol RecordSink: AnyObject, SendableMetatype {
  /// A record, its role, and where it stands. `record` and `raw` are valid during the call.
  func accept(
    _ record: uc_record, role: Role, raw: UnsafeRawBufferPointer, position: RecordPosition)
}
