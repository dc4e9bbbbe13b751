import { expect, it } from 'vitest'

import { organizationName } from './organization.ts'

it.each([
  ['alibaba-inc alibaba-inc', 'alibaba-inc'],
  ['nvidia NVIDIA', 'NVIDIA'],
  ['ByteDance-Seed ByteDance Seed', 'ByteDance Seed'],
  ['MIT Massachusetts Institute of Technology', 'Massachusetts Institute of Technology'],
  ['Tsinghua Tsinghua University', 'Tsinghua University'],
  ['facebook AI at Meta', 'AI at Meta'],
  ['Google DeepMind Google DeepMind', 'Google DeepMind'],
  ['Google DeepMind', 'Google DeepMind'],
  ['ETH Zürich', 'ETH Zürich'],
  ['University of California', 'University of California'],
  ['AI at Meta', 'AI at Meta'],
  ['Qwen', 'Qwen'],
])('reads "%s" as %s', (text, name) => expect(organizationName(text)).toBe(name))
