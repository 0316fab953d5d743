/// A phone of the call manager, as wide as real ones are: 2 to 3 KB of JSON in some 75 fields, about
/// 95 with the nested ones.
enum PhoneFields {
  static func phone(vendor: String) -> FieldList {
    FieldList(
      """
      name: "$device$"
      description: "$description$"
      product: "$product$"
      model: "$model$"
      class: "$deviceClass$"
      protocol: "$signalling$"
      protocolSide: "User"
      callingSearchSpaceName: {"_value_1":"$site$-CSS"} | "$site$-CSS"
      devicePoolName: {"_value_1":"$site$-DP"} | "$site$-DP"
      commonPhoneConfigName: "Standard" | null
      networkLocation: "OnNet" | null
      locationName: "$site$-Loc" | {"_value_1":"$site$-Loc"}
      aarNeighborhoodName: null
      loadInformation: {"value":"sip88xx.14-1"} | null
      vendorConfig: \(vendor)
      ?traceFlag: false
      mlppDomainId: "-1" | null
      preemption: "Default" | "Disabled"
      securityProfileName: "Non-Secure" | "Secure"
      sipProfileName: "Standard SIP" | "$customer$-SIP"
      geoLocationName: null
      sendGeoLocation: false
      lines: {"line":[$lines$]}
      numberOfButtons: "4" | "10" | "16"
      phoneTemplateName: "8851 SIP" | "10 Buttons"
      speeddials: null | null | {"speeddial":[{"dirn":"80$directoryNumber$","index":"1"}]}
      addOnModules: null | {"addOnModule":[]}
      userLocale: null | "English"
      networkLocale: null | "United Kingdom"
      idleTimeout: null | "0"
      directoryUrl: null
      idleUrl: null
      informationUrl: null
      messagesUrl: null
      proxyServerUrl: null
      servicesUrl: null
      services: {"service":[]} | null
      softkeyTemplateName: null | "Standard User" | "$customer$-Softkeys"
      loginUserId: null
      enableExtensionMobility: true | false
      loginTime: null
      loginDuration: null
      currentConfig: null
      hlogStatus: "On" | "Off"
      ownerUserName: $owner$
      allowCtiControlFlag: true | false
      presenceGroupName: "Standard"
      unattendedPort: false
      rfc2833Disabled: false
      keySize: "2048" | null
      ?keyOrder: "RSA Only"
      ?ecKeySize: "384"
      deviceMobilityMode: null | "Off"
      remoteDevice: false
      dndOption: "Ringer Off" | null
      dndRingSetting: null
      dndStatus: false
      isActive: true | false
      isDualMode: false
      phoneSuite: null
      isProtected: false
      mtpRequired: false
      dialRulesName: null
      sshUserId: null
      sshPwd: null
      digestUser: null
      hotlineDevice: false
      secureIdleUrl: null
      homeNetworkId: null
      cgpnIngressDN: null
      msisdn: null
      ?elinGroup: null
      ?allowMraMode: false | true
      ctiid: null | "1$directoryNumber$"
      uuid: "{$uuid$}"
      """)
  }

  static let vendorConfig = FieldList(
    """
    pcPort: "0" | "1"
    garp: "1"
    videoCapability: "1" | "0"
    webAccess: "0" | "1" | "2"
    ?bluetooth: "1" | "0"
    ?usb1: "1"
    """)

  static let line = FieldList(
    """
    index: "1"
    label: "$lastName$ $directoryNumber$" | null
    display: "$firstName$ $lastName$"
    dirn: {"pattern":"$directoryNumber$","routePartitionName":"$customer$-DN"}
    e164Mask: null | "+4420794XXXXX"
    maxNumCalls: "4" | "2"
    """)

  static let deviceProfile = FieldList(
    """
    name: "$address$"
    description: "Mobile profile of $firstName$ $lastName$"
    product: "Cisco 8851" | "Cisco 8845" | "Cisco 7841"
    model: "Cisco 8851" | "Cisco 8845" | "Cisco 7841"
    class: "Device Profile"
    protocol: "SIP"
    protocolSide: "User"
    phoneTemplateName: {"_value_1":"$customer$-10-Buttons"}
    userLocale: null | "English United Kingdom"
    lines: {"line":[{"index":"1","dirn":{"pattern":"$directoryNumber$","routePartitionName":"$customer$-DN"}}]}
    alwaysUsePrimeLine: "Default"
    dndStatus: "false"
    """)

  static let remoteDestinationProfile = FieldList(
    """
    name: "$address$"
    description: "Reach of $firstName$ $lastName$"
    product: "Remote Destination Profile"
    class: "Remote Destination Profile"
    protocol: "Remote Destination"
    devicePoolName: {"_value_1":"$site$-DP"}
    callingSearchSpaceName: "$site$-Devices-CSS"
    rerouteCallingSearchSpaceName: "$site$-Devices-CSS"
    userId: "$alias$" | {"_value_1":"$alias$","uuid":"{$uuid$}"}
    lines: {"line":[{"index":"1","dirn":{"pattern":"$directoryNumber$","routePartitionName":"$customer$-DN"}}]}
    """)

  static let directoryNumber = FieldList(
    """
    pattern: "$directoryNumber$"
    routePartitionName: {"_value_1":"$customer$-DN","uuid":"{$uuid$}"}
    description: "$firstName$ $lastName$"
    alertingName: "$firstName$ $lastName$"
    usage: "Device"
    shareLineAppearanceCssName: "$site$-Lines-CSS"
    voiceMailProfileName: null | "$customer$-VM"
    """)
}
