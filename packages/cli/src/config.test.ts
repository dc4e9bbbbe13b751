import { expect, it } from 'vitest'
import { readConfig, UsageError } from './config.ts'

it('keeps all state under OFFPRINT_HOME', () => {
  const config = readConfig({ OFFPRINT_HOME: '/tmp/elsewhere' })
  expect(config.databasePath).toBe('/tmp/elsewhere/offprint.sqlite')
})

it('listens on 127.0.0.1:3000 unless told otherwise', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000 })
  expect(readConfig({ PORT: '8080', HOST: '::1' })).toMatchObject({ host: '::1', port: 8080 })
})

it('refuses a port that is none and says what to give', () => {
  expect(() => readConfig({ PORT: 'http' })).toThrow(UsageError)
  expect(() => readConfig({ PORT: '70000' })).toThrow(/whole number from 0 to 65535/)
})
