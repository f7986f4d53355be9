/** Second channels, over which a key or a passphrase is compared or told: never the one that it came by. */
export const secondChannels = ['CALL_BACK', 'IN_PERSON', 'POST', 'OFFICIAL_PORTAL'] as const;
