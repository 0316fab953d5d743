/// Users of the call manager and the accounts of the services.
enum PersonFields {
  static let user = FieldList(
    """
    firstName: "$firstName$"
    middleName: null
    lastName: "$lastName$"
    userid: "$userid$"
    password: null
    pin: null
    mailid: "$mail$"
    department: "Stores" | "Accounts" | "Field Service" | null
    manager: null
    title: null | "Engineer" | "Clerk"
    userLocale: null | "English United Kingdom"
    associatedDevices: {"device":[$devices$]}
    primaryExtension: {"pattern":"$directoryNumber$","routePartitionName":"$customer$-DN"}
    enableCti: true
    phoneProfiles: {"profileName":[$profiles$]}
    defaultProfile: null
    enableMobility: true | false
    status: "1"
    enableEmcc: false
    numericUserId: null
    homeCluster: true | false
    imAndPresenceEnable: true | false
    serviceProfile: {"_value_1":"$customer$-Services"} | null
    directoryUri: "$mail$" | null
    mobileNumber: null
    homeNumber: null
    userIdentity: null
    zeroHop: false
    uuid: "{$uuid$}"
    """)

  static let voicemail = FieldList(
    """
    Alias: "$alias$"
    DisplayName: "$firstName$ $lastName$"
    FirstName: "$firstName$"
    LastName: "$lastName$"
    DtmfAccessId: "$directoryNumber$"
    ObjectId: "$uuid$"
    IsVmEnrolled: "true" | "false"
    Language: "1033" | "2057"
    EmailAddress: null
    """)

  static let webex = FieldList(
    """
    webExId: "$alias$"
    email: "$address$"
    firstName: "$firstName$"
    lastName: "$lastName$"
    active: "ACTIVATED" | "DEACTIVATED"
    language: "ENGLISH"
    timeZoneID: "21"
    meetingTypes: ["123","9"] | null
    """)

  static let spark = FieldList(
    """
    id: "$uuid$"
    email: "$address$"
    userName: "$alias$"
    displayName: "$firstName$ $lastName$"
    firstName: "$firstName$"
    lastName: "$lastName$"
    licenses: ["Messaging","Calling"] | ["Messaging"]
    invitePending: "false"
    """)

  static let agent = FieldList(
    """
    userID: "$alias$"
    firstName: "$firstName$"
    lastName: "$lastName$"
    extension: "$directoryNumber$"
    team: {"value":"$site$ Team"}
    type: 1 | 2
    skillMap: [] | [{"skill":"Orders","competence":5}]
    """)

  static let microsoft365 = FieldList(
    """
    UserPrincipalName: "$address$"
    DisplayName: "$firstName$ $lastName$"
    IsLicensed: $flag$
    ObjectId: "$uuid$"
    UsageLocation: "GB" | "DE"
    Licenses: [{"AccountSkuId":"fictional:E3","ServiceStatus":["TEAMS1","MCOSTANDARD"]}]
    BlockCredential: false
    """)

  static let teams = FieldList(
    """
    UserPrincipalName: "$address$"
    DisplayName: "$firstName$ $lastName$"
    EnterpriseVoiceEnabled: $otherFlag$
    Identity: "$uuid$"
    LineURI: "tel:+4420$directoryNumber$" | null
    OnlineVoiceRoutingPolicy: {"Name":"$site$-Voice"} | null
    HostedVoiceMail: null
    """)

  static let exchange = FieldList(
    """
    UserPrincipalName: "$address$"
    PrimarySmtpAddress: "$mail$"
    ExchangeGuid: "$uuid$"
    RecipientTypeDetails: "UserMailbox"
    ProhibitSendQuota: "99 GB"
    """)

  static let pexip = FieldList(
    """
    email: "$address$"
    name: "$firstName$ $lastName$"
    uuid: "$uuid$"
    service_type: "conference"
    """)
}
