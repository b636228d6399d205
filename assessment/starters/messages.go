package starters

// The texts for people of this package.

// Said in starters.go.
const (
	msgSmartPlugSwitchWi            = "Smart plug or switch, Wi-Fi"
	msgWirelessSensor               = "Wireless sensor"
	msgWearableMonitorsHealth       = "Wearable that monitors health"
	msgConnectedToy                 = "Connected toy"
	msgHomeSecurityCamera           = "Home security camera"
	msgHomeRouter                   = "Home router"
	msgIndustrialGateway            = "Industrial gateway"
	msgHouseholdApplianceApp        = "Household appliance with app"
	msgDesktopMobileSoftwareOnly    = "Desktop or mobile software only"
	msgWiFiSmartPlug                = "Wi-Fi smart plug, complete"
	msgBLEHeartRateWearable         = "BLE heart-rate wearable, complete"
	msgIndustrialLTEGatewayComplete = "Industrial LTE gateway, complete"
	msgNoStarter                    = "there is no %s %q; there are %s"
)
