import { emptyServerRegister } from '../support/register';
import { storeContract } from './contract';

storeContract('PostgreSQL', emptyServerRegister);
